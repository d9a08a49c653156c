import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { ensureChromium } from "@/local/chromium";
import { startClaudeStandIn } from "@/local/claude-stand-in";
import { freePort } from "@/local/ports";
import { importStarterPackages } from "@/local/starter-packages";
import { signInAs } from "@/tests/support/pages/sign-in";
import { bareEnvironment, testEnvironment } from "@/tests/support/test-environment";
import { withBenchApp } from "../bench-app";

export type UiStage = {
  url: string;
  /** Of the person who is signed in, for what is prepared without a browser. */
  token: string;
  /** A window in which the one person of the bench is signed in. */
  context: BrowserContext;
};

/** The built product with the stand-in for Claude, and a Chromium before it. */
export function withUiStage<Value>(act: (stage: UiStage) => Promise<Value>): Promise<Value> {
  return withBenchApp(1, async ({ folder, database, tokens, undo, start }) => {
    await importStarterPackages({ ...bareEnvironment(), ...testEnvironment(database.url) });
    const claude = await startClaudeStandIn({ port: await freePort(), logFile: join(folder, "claude.log") });
    undo(() => claude.stop(500));
    const limits = { LIMIT_RUNS_PER_MINUTE: "100000", LIMIT_RUNS_IN_FLIGHT: "100" };
    const port = await freePort();
    await start(port, { ANTHROPIC_BASE_URL: claude.url, LOG_LEVEL: "warn", ...limits });
    const browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    });
    undo(() => browser.close());
    const url = `http://localhost:${port}`;
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await signInAs(page, "1@example.com");
    await page.close();
    return act({ url, token: tokens[0] ?? "", context });
  });
}
