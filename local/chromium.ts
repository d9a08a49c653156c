import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { CommandError } from "./command";
import { installDebianPackages } from "./debian-package";
import { packageProgram } from "./package-program";

const USUAL_PLACES = [
  ...["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].map((name) => `/usr/bin/${name}`),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium that starts: the one in CHROMIUM_PATH, an installed one, or the one Playwright fetched. */
export function findChromium(): string | undefined {
  const candidates = [process.env["CHROMIUM_PATH"], ...USUAL_PLACES, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path) && starts(path));
}

/** Asked for its version: an Ubuntu without snap has a chromium-browser that only says so. */
function starts(path: string): boolean {
  return spawnSync(path, ["--version"], { timeout: 30_000, stdio: "ignore" }).status === 0;
}

/** Finds a Chromium or installs one: as root with Debian's package, else or failing that with Playwright's download. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log("Installing Chromium for the end-to-end tests.");
  installDebianPackages(["chromium", "fonts-liberation"]);
  if (!findChromium()) downloadChromium();
  const installed = findChromium();
  if (installed) return installed;
  throw new CommandError("There is no Chromium and none could be installed. Install one and name it in CHROMIUM_PATH.");
}

function downloadChromium(): void {
  const args = [packageProgram("@playwright/test", "playwright"), "install", "chromium"];
  spawnSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
}
