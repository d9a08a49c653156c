import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * When the process with this id began, as a text to compare; undefined when it does not run (a zombie does not).
 * A recycled id has another mark, so that a file naming a process can be trusted later.
 */
export function processMark(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === "linux" ? linuxMark(pid) : psMark(pid);
}

/** proc(5): after the name in parentheses come the state (field 3) and, at field 22, the start in clock ticks. */
function linuxMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function psMark(pid: number): string | undefined {
  const { status, stdout } = spawnSync("ps", ["-o", "lstart=,state=", "-p", String(pid)], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const [, mark, state] = /^\s*(.*\S)\s+(\S+)\s*$/.exec(stdout) ?? [];
  return state?.startsWith("Z") ? undefined : mark;
}
