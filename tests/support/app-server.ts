import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startClaudeStandIn } from "@/local/claude-stand-in";
import { startNextServer } from "@/local/next-server";
import { inProject } from "@/local/paths";
import { freePort } from "@/local/ports";
import { importStarterPackages } from "@/local/starter-packages";
import { createDatabase } from "./database";
import { bareEnvironment, testEnvironment } from "./test-environment";

/** The built app, served to a test over a fresh database and a stand-in for Claude of its own. */
export type App = {
  url: string;
  databaseUrl: string;
  claudeUrl: string;
  /** All that the app has written to its output and error streams so far. */
  readLog(): string;
  stop(): Promise<void>;
};

export type AppOptions = {
  /** On top of the tests' own environment: limits, switches, a service the test started. */
  env?: Readonly<Record<string, string>>;
  /** Has the starter packages in the catalogue; else it is empty. */
  starterPackages?: boolean;
  port?: number;
  /** The port of its stand-in for Claude; else any free one. */
  claudePort?: number;
};

/**
 * Serves the production build (`npm test` makes it before the tests that need it) on a free port. Logs are shown when
 * a part does not start. Call `stop` in `afterAll`: it ends both processes and drops the database.
 */
export async function startApp({
  env = {},
  starterPackages = false,
  port: wanted,
  claudePort,
}: AppOptions = {}): Promise<App> {
  if (!existsSync(inProject(".next", "BUILD_ID"))) throw new Error("There is no build yet: run npm run build first.");
  const port = wanted ?? (await freePort());
  const url = `http://localhost:${port}`;
  const logs = mkdtempSync(join(tmpdir(), "prpm-test-app-"));
  const stops: (() => Promise<void>)[] = [async () => rmSync(logs, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.toReversed()) await undo();
  };
  try {
    const database = await createDatabase();
    stops.push(database.drop);
    const claude = await startClaudeStandIn({
      port: claudePort ?? (await freePort()),
      logFile: join(logs, "claude.log"),
    });
    stops.push(() => claude.stop(500));
    const environment: Record<string, string> = {
      ...bareEnvironment(),
      ...testEnvironment(database.url),
      NEXTAUTH_URL: url,
      PORT: String(port),
      ANTHROPIC_BASE_URL: claude.url,
      ...env,
    };
    if (starterPackages) await fillCatalogue(environment);
    const app = await startNextServer({ port, env: environment, logFile: join(logs, "app.log") });
    stops.push(() => app.stop(2_000));
    const readLog = () => readFileSync(join(logs, "app.log"), "utf8");
    return { url, databaseUrl: database.url, claudeUrl: claude.url, readLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fillCatalogue(environment: Record<string, string>): Promise<void> {
  const { complaint } = await importStarterPackages(environment);
  if (complaint) throw new Error(complaint);
}
