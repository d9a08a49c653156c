import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "@/local/chromium";
import { E2E_PORT } from "./tests/support/e2e-port";

const url = `http://localhost:${E2E_PORT}`;

// Looked for once: the workers read this file too, and inherit what is set here.
process.env["CHROMIUM_PATH"] ||= findChromium() ?? "";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/e2e",
  forbidOnly: Boolean(process.env["CI"]),
  fullyParallel: true,
  // Much of a test is waiting: two at once take two thirds of the time of one after the other, also on two cores.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: url,
    // Less than a test may take, so that a step that hangs is named.
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"],
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        ...["--disable-component-update", "--disable-sync"],
      ],
    },
  },
  projects: [
    { name: "desktop", use: { ...devices["Desktop Chrome"] } },
    // A test that is the same in a window of any size says so with this tag, and is run once.
    { name: "phone", use: { ...devices["Pixel 7"] }, grepInvert: /@any-size/ },
  ],
  webServer: {
    command: "node --conditions=react-server --import tsx tests/support/e2e-server.ts",
    url: `${url}/api/health/ready`,
    timeout: 180_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 12_000 },
  },
});
