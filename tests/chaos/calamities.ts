import { setTimeout as sleep } from "node:timers/promises";
import type { AppServer } from "@/tests/support/production-server";
import type { TcpGate } from "@/tests/support/tcp-gate";

/** What befalls the product itself, once so many runs have begun. */
type Calamity =
  | { atRun: number; kind: "kill"; server: number; afterMs: number }
  | { atRun: number; kind: "database gone" | "database frozen" | "provider out" | "provider mute"; forMs: number };

/** How long after the last of them an answer may still suffer from it. */
const AFTERMATH_MS = 6_000;
/** From here on a storm is long enough for a database that is gone for half a minute. */
const LONG_RUNS = 2_000;

/**
 * What befalls a storm of so many runs, in its order. In a short one all of it comes early: a dead server's runs stay
 * open for the length of a lease, which then goes by while the others go on.
 */
export function planCalamities(runs: number, servers: number, random: () => number): Calamity[] {
  const between = (from: number, to: number): number => Math.round(from + random() * (to - from));
  const kill = (atRun: number): Calamity => ({
    atRun,
    kind: "kill",
    server: Math.floor(random() * servers),
    afterMs: between(0, 400),
  });
  if (runs < LONG_RUNS) {
    return [
      { atRun: between(runs * 0.09, runs * 0.1), kind: "database gone", forMs: between(1_500, 2_500) },
      kill(between(runs * 0.11, runs * 0.13)),
      kill(between(runs * 0.15, runs * 0.18)),
      { atRun: between(runs * 0.3, runs * 0.4), kind: "database frozen", forMs: between(500, 1_500) },
      { atRun: between(runs * 0.5, runs * 0.6), kind: "provider out", forMs: between(2_000, 3_000) },
    ];
  }
  const calamities: Calamity[] = [];
  for (let atRun = 200; atRun < runs - 200; atRun += 250) calamities.push(kill(between(atRun, atRun + 150)));
  for (let atRun = 600; atRun < runs - 200; atRun += 2_000) {
    calamities.push({ atRun, kind: "database gone", forMs: 30_000 });
    calamities.push({ atRun: atRun + 700, kind: "database frozen", forMs: between(500, 8_000) });
    calamities.push({ atRun: atRun + 1_000, kind: "provider out", forMs: between(2_000, 20_000) });
    calamities.push({ atRun: atRun + 1_300, kind: "provider mute", forMs: between(2_000, 20_000) });
  }
  return calamities.sort((one, other) => one.atRun - other.atRun);
}

type Befall = {
  calamities: readonly Calamity[];
  servers: readonly AppServer[];
  database: TcpGate;
  claudeUrl: string;
  begun: () => number;
};

/** Brings each calamity in its turn; `isCalm` says whether none is going on or only just over. */
export function befall({ calamities, servers, database, claudeUrl, begun }: Befall) {
  let calmAt = 0;
  let isOver = false;
  let isUnderWay = false;

  async function bring(calamity: Calamity): Promise<void> {
    switch (calamity.kind) {
      case "kill":
        await sleep(calamity.afterMs);
        await servers[calamity.server]?.kill();
        await servers[calamity.server]?.start();
        return;
      case "database gone":
        database.shut();
        await sleep(calamity.forMs);
        return database.open();
      case "database frozen":
        database.freeze();
        await sleep(calamity.forMs);
        return database.open();
      default:
        await failAtProvider(claudeUrl, calamity.forMs / 1_000, calamity.kind === "provider mute");
        await sleep(calamity.forMs);
    }
  }

  async function bringAll(): Promise<void> {
    for (const calamity of calamities) {
      while (begun() < calamity.atRun && !isOver) await sleep(20);
      if (isOver) return;
      isUnderWay = true;
      await bring(calamity);
      isUnderWay = false;
      calmAt = Date.now() + AFTERMATH_MS;
    }
  }

  return {
    done: bringAll(),
    end: () => {
      isOver = true;
    },
    isCalm: () => !isUnderWay && Date.now() > calmAt,
  };
}

async function failAtProvider(claudeUrl: string, seconds: number, hang: boolean): Promise<void> {
  await fetch(`${claudeUrl}/_local/outage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ status: 529, seconds, hang }),
  }).then((answer) => answer.arrayBuffer());
}
