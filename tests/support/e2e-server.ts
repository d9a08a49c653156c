// The web server of the browser tests: test Postgres, stand-in for Claude, and the built app with the starter packages.
import { buildApp } from "@/local/build-app";
import { runCommand } from "@/local/command";
import { requireFreePort } from "@/local/ports";
import { createShutdown } from "@/local/shutdown";
import { startApp } from "./app-server";
import { E2E_CLAUDE_PORT, E2E_PORT } from "./e2e-port";
import { startTestPostgres } from "./postgres";

await runCommand(async () => {
  const shutdown = createShutdown();
  try {
    for (const port of [E2E_PORT, E2E_CLAUDE_PORT]) {
      await requireFreePort(port, { command: "npm test", variable: "E2E_PORT" });
    }
    await buildApp({ signal: shutdown.signal });
    const postgres = await startTestPostgres();
    shutdown.add({ stop: postgres.stop, kill: () => {} });
    process.env["TEST_POSTGRES_URL"] = postgres.url("postgres");
    const app = await startApp({ port: E2E_PORT, claudePort: E2E_CLAUDE_PORT, starterPackages: true });
    shutdown.add({ stop: app.stop, kill: () => {} });
    console.log(`ready ${app.url}`);
    await shutdown.ended;
  } finally {
    await shutdown.stopAll();
  }
});
