import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startClaudeStandIn } from "@/local/claude-stand-in";
import { inProject } from "@/local/paths";
import { freePort } from "@/local/ports";
import { importStarterPackages } from "@/local/starter-packages";
import { createDatabase } from "./database";
import { type AppServer, startAppServer } from "./production-server";
import { startRoundRobin } from "./round-robin";
import { bareEnvironment, testEnvironment } from "./test-environment";

/** The built app, served to a test over a fresh database and a stand-in for Claude of its own. */
export type App = {
  url: string;
  databaseUrl: string;
  claudeUrl: string;
  /** The processes behind `url`. */
  servers: readonly AppServer[];
  /** All that they have written to their output and error streams so far. */
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
  /** How many processes serve it; several stand behind a balancer. With a pooler before the database: two. */
  servers?: number;
};

/**
 * Serves the production build (`npm test` makes it before the tests that need it) on a free port. Logs are shown when
 * a part does not start. Call `stop` in `afterAll`: it ends all processes and drops the database.
 */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { env = {}, starterPackages = false, servers: count = process.env["TEST_POOLER_URL"] ? 2 : 1 } = options;
  if (!existsSync(inProject(".next", "BUILD_ID"))) throw new Error("There is no build yet: run npm run build first.");
  const logs = mkdtempSync(join(tmpdir(), "prpm-test-app-"));
  const stops: (() => Promise<void>)[] = [async () => rmSync(logs, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const undo of stops.toReversed()) await undo();
  };
  try {
    const database = await createDatabase();
    stops.push(database.drop);
    const claude = await startClaudeStandIn({
      port: options.claudePort ?? (await freePort()),
      logFile: join(logs, "claude.log"),
    });
    stops.push(() => claude.stop(500));
    const environment: Record<string, string> = {
      ...bareEnvironment(),
      ...testEnvironment(database.url),
      ANTHROPIC_BASE_URL: claude.url,
      ...env,
    };
    if (starterPackages) await fillCatalogue(environment);
    const ports = await freePorts(count, options.port);
    const balancer = count > 1 ? await startRoundRobin(ports) : null;
    if (balancer) stops.push(balancer.stop);
    const logFiles = ports.map((port) => join(logs, `app-${port}.log`));
    const servers: AppServer[] = [];
    for (const [index, port] of ports.entries()) {
      const logFile = logFiles[index] ?? "";
      const server = await startAppServer({ env: environment, port, logFile, publicUrl: balancer?.url });
      stops.push(() => server.terminate(2_000));
      servers.push(server);
    }
    const url = balancer?.url ?? servers[0]?.url ?? "";
    const readLog = () => logFiles.map((file) => readFileSync(file, "utf8")).join("\n");
    return { url, databaseUrl: database.url, claudeUrl: claude.url, servers, readLog, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Different ports: one that was only looked at may be given out again. */
async function freePorts(count: number, first: number | undefined): Promise<number[]> {
  const ports = new Set(first === undefined ? [] : [first]);
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}

async function fillCatalogue(environment: Record<string, string>): Promise<void> {
  const { complaint } = await importStarterPackages(environment);
  if (complaint) throw new Error(complaint);
}
