import { addressFrom } from "./app-environment";
import { isLoopbackDatabase } from "./loopback";
import { home } from "./paths";
import { appSecrets, readSecrets } from "./secrets";
import { readyPart, runningStack } from "./stack-state";

/**
 * Completes this process's environment from the local stack, for a command run beside `npm start`: the addresses from
 * the stack that runs, the secrets from the state folder. What is set already stays. Beside a database elsewhere
 * nothing is filled in, since our secrets would not be the ones its rows were made with.
 */
export function completeFromLocalStack(): void {
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL && !isLoopbackDatabase(DATABASE_URL)) return;
  const stack = runningStack(home);
  const ready = stack && readyPart(stack);
  const secrets = readSecrets(home) ?? {};
  const offered = {
    ...appSecrets(secrets),
    ...(ready && { DATABASE_URL: ready.databaseUrl }),
    NEXTAUTH_URL: ready?.url ?? addressFrom(process.env).url,
    ...(ready?.claude.standIn && { ANTHROPIC_BASE_URL: ready.claude.url, ANTHROPIC_API_KEY: "none" }),
    ...(ready?.stripe?.standIn && { ...secrets, STRIPE_API_BASE: ready.stripe.url }),
  };
  for (const [name, value] of Object.entries(offered)) process.env[name] ||= value;
}
