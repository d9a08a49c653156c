// Runs one of the commands beside this file: `node local/bootstrap.mjs start --dev` runs start.ts.
// Plain JavaScript on Node's own modules, since nothing may be installed yet.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingPackages } from "./missing-packages.mjs";

const NODE_NEEDED = [20, 19];
const NEED_DEVELOPMENT_PACKAGES = new Set(["start", "test", "typecheck"]);
const root = fileURLToPath(new URL("..", import.meta.url));

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])) return;
  refuse(`This needs Node ${NODE_NEEDED.join(".")} or newer; this is Node ${process.versions.node}.`);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8"));
  } catch {
    return undefined;
  }
}

/** Output goes to standard error, because some commands print a value for a script on standard output. */
function npm(...args) {
  const cli = process.env.npm_execpath;
  const [command, first] = cli?.endsWith("npm-cli.js") ? [process.execPath, [cli]] : ["npm", []];
  const options = { cwd: root, stdio: ["ignore", 2, 2], shell: command === "npm" && process.platform === "win32" };
  return spawnSync(command, [...first, ...args, "--include=dev", "--no-audit", "--no-fund"], options);
}

function installIfNeeded(dev) {
  const lock = readJson("package-lock.json");
  const installed = readJson("node_modules/.package-lock.json");
  if (lock ? missingPackages(lock, installed, { dev }).length === 0 : installed) return;
  const action = lock ? "ci" : "install";
  const began = Date.now();
  process.stderr.write(`Installing dependencies (npm ${action}) ...\n`);
  const result = npm(action);
  if (result.error) refuse(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) refuse(`\`npm ${action}\` failed; its own words are above. Nothing was started.`);
  process.stderr.write(`Dependencies installed in ${Math.round((Date.now() - began) / 1000)} s.\n`);
}

/** The parent of a process; only Linux tells without another program. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/** npm hands signals on, but when it is killed outright the only trace is a new parent: ours, or that of its shell. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const isGone = () => process.ppid !== parent || parentOf(parent) !== grandparent;
  setInterval(() => isGone() && onGone(), 1_000).unref();
}

function run(command, args) {
  const node = ["--import", "./local/end-with-parent.mjs", "--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...node, `local/${command}.ts`, ...args], {
    cwd: root,
    env: { ...process.env, END_WITH_PARENT: "1" },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchParent(() => child.kill("SIGTERM"));
  child.on("error", (error) => refuse(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

const [command, ...args] = process.argv.slice(2);
requireNode();
if (command === undefined || !existsSync(join(root, "local", `${command}.ts`))) refuse(`No such command: ${command}`);
installIfNeeded(NEED_DEVELOPMENT_PACKAGES.has(command));
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
run(command, args);
