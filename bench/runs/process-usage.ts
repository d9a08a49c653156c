import { readdirSync, readFileSync } from "node:fs";

const TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux we know
const PAGE_BYTES = 4_096;

type Usage = { cpuMs: number; rssBytes: number };

/**
 * CPU time spent so far and memory held now by a process and all below it; NaN where there is no /proc. Memory that
 * processes share, as those of Postgres do, counts once for each.
 */
export function usageOf(pid: number): Usage {
  try {
    const parents = new Map(
      readdirSync("/proc")
        .filter(isPid)
        .map((name) => [Number(name), statOf(name)]),
    );
    const tree = new Set([pid]);
    for (let size = 0; size < tree.size; ) {
      size = tree.size;
      for (const [child, stat] of parents) if (stat && tree.has(stat.parent)) tree.add(child);
    }
    const stats = [...tree].flatMap((member) => parents.get(member) ?? []);
    const sum = (of: (stat: Stat) => number) => stats.reduce((total, stat) => total + of(stat), 0);
    return { cpuMs: sum((stat) => stat.cpuMs), rssBytes: sum((stat) => stat.rssBytes) };
  } catch {
    return { cpuMs: Number.NaN, rssBytes: Number.NaN };
  }
}

type Stat = Usage & { parent: number };

const isPid = (name: string): boolean => /^\d+$/.test(name);

/** A process that went meanwhile has none. */
function statOf(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name and may hold anything, so the rest is counted from its end.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const at = (field: number): number => Number(fields[field - 3]);
    return { parent: at(4), cpuMs: ((at(14) + at(15)) * 1_000) / TICKS_A_SECOND, rssBytes: at(24) * PAGE_BYTES };
  } catch {
    return null;
  }
}
