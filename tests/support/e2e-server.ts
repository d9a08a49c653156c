// The web server of the browser tests: test Postgres, stand-ins for Claude and Stripe, and the built app with the starter packages.
import { buildApp } from "@/local/build-app";
import { runCommand } from "@/local/command";
import { requireFreePort } from "@/local/ports";
import { runProgram } from "@/local/run-program";
import { createShutdown } from "@/local/shutdown";
import { startApp } from "./app-server";
import { E2E_CLAUDE_PORT, E2E_OPERATOR, E2E_PORT, E2E_STRIPE_PORT } from "./e2e-port";
import { startTestPostgres } from "./postgres";
import { startStripe } from "./stripe";
import { bareEnvironment, testEnvironment } from "./test-environment";

await runCommand(async () => {
  const shutdown = createShutdown();
  try {
    for (const port of [E2E_PORT, E2E_CLAUDE_PORT, E2E_STRIPE_PORT]) {
      await requireFreePort(port, { command: "npm test", variable: "E2E_PORT" });
    }
    await buildApp({ signal: shutdown.signal });
    const postgres = await startTestPostgres();
    shutdown.add({ stop: postgres.stop, kill: () => {} });
    process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
    const stripe = await startStripe({ productUrl: `http://127.0.0.1:${E2E_PORT}`, port: E2E_STRIPE_PORT });
    shutdown.add({ stop: stripe.stop, kill: () => {} });
    const app = await startApp({
      port: E2E_PORT,
      claudePort: E2E_CLAUDE_PORT,
      starterPackages: true,
      env: { ...stripe.env, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_of_browser_tests" },
    });
    shutdown.add({ stop: app.stop, kill: () => {} });
    const token = [
      "--conditions=react-server",
      "--import",
      "tsx",
      "local/token.ts",
      "--email",
      E2E_OPERATOR,
      "--admin",
    ];
    await runProgram(token, { env: { ...bareEnvironment(), ...testEnvironment(app.databaseUrl) } });
    console.log(`ready ${app.url}`);
    await shutdown.ended;
  } finally {
    await shutdown.stopAll();
  }
});
