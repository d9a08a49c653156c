import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const APT_GET = "/usr/bin/apt-get";

/** Installs packages where that can be done unasked: as root on Debian and its kin. False when it was not done. */
export function installDebianPackages(names: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync(APT_GET)) return false;
  return aptGet(["update", "-q"]) && aptGet(["install", "-y", "-q", "--no-install-recommends", ...names]);
}

function aptGet(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(APT_GET, [...args], { env, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}
