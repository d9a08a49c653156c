import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentViewer, signInOptions } from "@/lib/auth/viewer.server";
import { callbackPath } from "@/lib/callback-path";
import { TRIAL_CREDITS } from "@/lib/credits/credits";
import { env } from "@/lib/env.server";
import { SignInForm } from "./_components/sign-in-form";
import { signInProblem } from "./_components/sign-in-problems";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const parameters = await searchParams;
  const callbackUrl = callbackPath(one(parameters["callbackUrl"]), new URL(env().NEXTAUTH_URL).origin);
  if ((await currentViewer()) !== null) redirect(callbackUrl);
  const options = await signInOptions();
  const problem = signInProblem(one(parameters["error"]));
  const none = !(options.github || options.google || options.dev);
  return (
    <div className="mx-auto w-full max-w-sm px-4 pt-16">
      <h1 className="text-28 font-strong">Sign in</h1>
      <p className="mt-2 mb-8 text-14 text-soft">
        A new account begins with {TRIAL_CREDITS} credits. What you typed in the playground is kept.
      </p>
      {problem !== null && (
        <p role="alert" className="mb-4 rounded-control bg-bad-wash px-3 py-2 text-13">
          {problem}
        </p>
      )}
      {none ? (
        <p className="text-14 text-soft">
          This installation has no way to sign in yet. Whoever runs it must set one up.
        </p>
      ) : (
        <SignInForm options={options} callbackUrl={callbackUrl} />
      )}
    </div>
  );
}
