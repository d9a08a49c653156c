type Environment = Readonly<Record<string, string | undefined>>;

const NEEDED = {
  DATABASE_URL: "the address of the Postgres database, postgres://user:password@host/name",
  NEXTAUTH_URL: "the address people open, https://playground.example.com",
  NEXTAUTH_SECRET: "32 or more random characters that sign sessions: openssl rand -base64 32",
  SHARE_KEY: "32 or more random characters that share links are made from: openssl rand -base64 32",
  CRON_SECRET: "random characters that the scheduled jobs carry: openssl rand -base64 32",
} as const;

/**
 * Everything that keeps this environment from serving people, a sentence each; none when it may. `parse` is the app's
 * own reader of the environment, which throws what it finds wrong.
 */
export function problemsForServing(environment: Environment, parse: (environment: Environment) => unknown): string[] {
  const problems = Object.entries(NEEDED)
    .filter(([name]) => !environment[name])
    .map(([name, what]) => `${name} is not set: ${what}`);
  const { ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL, AI_EVALUATION_ENABLED, DEV_SIGN_IN } = environment;
  if (!ANTHROPIC_API_KEY && !ANTHROPIC_BASE_URL && !["false", "0"].includes(AI_EVALUATION_ENABLED ?? "")) {
    problems.push(
      "ANTHROPIC_API_KEY is not set: the key for Claude (or ANTHROPIC_BASE_URL, or AI_EVALUATION_ENABLED=false to serve without runs)",
    );
  }
  if (DEV_SIGN_IN) problems.push("DEV_SIGN_IN is set: that sign-in asks for no password and is for one machine only.");
  if (problems.length > 0) return problems;
  try {
    parse(environment);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}
