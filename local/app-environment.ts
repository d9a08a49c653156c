import { CommandError } from "./command";
import type { Secrets } from "./secrets";

type Environment = Readonly<Record<string, string | undefined>>;

export const CLAUDE_NOTICE =
  "Answers come from a local stand-in for Claude. Set ANTHROPIC_API_KEY and start again to talk to the real one.";

/** Where the stack is to serve: PORT, else the port in NEXTAUTH_URL, else 3000. */
export function addressFrom({ PORT, NEXTAUTH_URL }: Environment): { port: number; url: string } {
  const named = PORT || (NEXTAUTH_URL ? new URL(NEXTAUTH_URL).port : "") || "3000";
  const port = Number(named);
  if (!/^\d+$/.test(named) || port < 1 || port > 65_535) {
    throw new CommandError(`PORT must be a number from 1 to 65535; it is ${named}.`);
  }
  return { port, url: (NEXTAUTH_URL || `http://localhost:${port}`).replace(/\/$/, "") };
}

/** A stand-in answers when nothing says where Claude is. */
export function wantsClaudeStandIn({ ANTHROPIC_API_KEY, ANTHROPIC_BASE_URL }: Environment): boolean {
  return !ANTHROPIC_API_KEY && !ANTHROPIC_BASE_URL;
}

/**
 * The app's whole environment on one machine: what was given, and for the rest our own. `claudeStandIn` is its
 * address when one runs. A server that speaks the Messages API without asking for a key gets one all the same, as
 * the client library insists on it.
 */
export function appEnvironment(options: {
  given: Environment;
  secrets: Secrets;
  port: number;
  url: string;
  databaseUrl: string;
  claudeStandIn: string | undefined;
}): Record<string, string | undefined> {
  const { given, secrets, port, url, databaseUrl, claudeStandIn } = options;
  const chosen = Object.fromEntries(Object.entries(secrets).map(([name, own]) => [name, given[name] || own]));
  return {
    ...given,
    ...chosen,
    DEV_SIGN_IN: "1",
    PORT: String(port),
    // On one machine a stop should be quick; what is going then is not charged.
    DRAIN_SECONDS: given["DRAIN_SECONDS"] || "1",
    NEXTAUTH_URL: url,
    DATABASE_URL: databaseUrl,
    DIRECT_DATABASE_URL: given["DATABASE_URL"] ? given["DIRECT_DATABASE_URL"] : undefined,
    ANTHROPIC_API_KEY: given["ANTHROPIC_API_KEY"] || "none",
    ...(claudeStandIn && { ANTHROPIC_BASE_URL: claudeStandIn, SITE_NOTICE: given["SITE_NOTICE"] || CLAUDE_NOTICE }),
  };
}
