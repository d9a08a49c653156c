const PROBLEMS: Readonly<Record<string, string>> = {
  CredentialsSignin: "That is not an e-mail address we can use.",
  EmailNotVerified: "Your provider did not confirm an e-mail address. Verify one there, then try again.",
  Suspended: "This account is suspended.",
  AccessDenied: "The sign-in was declined.",
  OAuthAccountNotLinked: "This e-mail belongs to an account with another way to sign in. Use that one.",
  SessionRequired: "Please sign in first.",
};

/** A sentence for the code that the sign-in left in the address; null when there is none. */
export function signInProblem(code: string | undefined): string | null {
  if (code === undefined) return null;
  const known = Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code] : undefined;
  return known ?? "The sign-in did not finish. Try again, or use another way.";
}
