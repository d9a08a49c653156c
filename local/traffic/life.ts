import type { PackName } from "@/lib/billing/packs";
import type { InstallWay } from "@/lib/insights/install";
import type { ModelName } from "@/lib/models/models";

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A month of PRPM+ here, where nothing hangs on the calendar's. */
export const MONTH_MS = 30 * DAY_MS;

type Random = () => number;

/** How a run ends; `length` is its answer's as a part of what its quote leaves room for. */
export type End = { status: "succeeded" | "stopped" | "failed"; length: number; ms: number; errorCode: string | null };

/** What somebody asks. A prompt is a place in the list of packages, most used first; null is none. */
type Ask = {
  prompt: number | null;
  model: ModelName;
  /** Asked as the package suggests it. */
  isSuggested: boolean;
  /** A turn of the session before, rather than a session of its own. */
  goesOn: boolean;
  end: End;
  /** Taken along afterwards. */
  installs: InstallWay | null;
  vote: { effective: boolean; comment: number | null } | null;
};

export type Act =
  | ({ act: "run"; at: number } & Ask)
  | {
      act: "compare";
      at: number;
      prompt: number;
      ends: [End, End];
      pick: { winner: number | null; blind: boolean } | null;
    }
  | { act: "share"; at: number; views: number }
  | { act: "buy"; at: number; pack: PackName; outcome: "paid" | "failed" | "expired" }
  | { act: "refund"; at: number; part: number }
  | { act: "plus"; at: number; startedAt: number; month: number; endsAt: number | null }
  | { act: "end"; at: number; startedAt: number };

/** Somebody's life with the product, from signing up on. Instants are milliseconds since 1970. */
export type Life = { joinedAt: number; acts: Act[] };

type Span = { from: number; to: number };

function pick<Value>(random: Random, shares: readonly (readonly [number, Value])[]): Value {
  let left = random() * shares.reduce((sum, [share]) => sum + share, 0);
  for (const [share, value] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  return (shares.at(-1) as readonly [number, Value])[1];
}

function end(random: Random): End {
  const status = pick(random, [
    [93, "succeeded"],
    [4, "stopped"],
    [3, "failed"],
  ] as const);
  const errorCode =
    status === "failed"
      ? pick(random, [
          [4, "model_unavailable"],
          [1, "internal"],
        ])
      : null;
  return { status, length: 0.15 + 0.85 * random() ** 2, ms: Math.round(900 + 22_000 * random() ** 3), errorCode };
}

function ask(random: Random, packages: number): Omit<Ask, "goesOn"> {
  const ended = end(random);
  const isGood = random() < 0.8;
  return {
    prompt: random() < 0.12 ? null : Math.floor(packages * random() ** 2.2),
    model: pick(random, [
      [66, "sonnet"],
      [20, "haiku"],
      [11, "opus"],
      [3, "fable"],
    ] as const),
    isSuggested: random() < 0.3,
    end: ended,
    installs:
      isGood && random() < 0.15
        ? pick(random, [
            [60, "command"],
            [25, "file"],
            [15, "download"],
          ] as const)
        : null,
    vote:
      ended.status === "succeeded" && random() < 0.15
        ? { effective: isGood, comment: random() < 0.3 ? Math.floor(random() * 100) : null }
        : null,
  };
}

/** What somebody does within half an hour. */
function sitting(random: Random, start: number, packages: number, isPlus: boolean): Act[] {
  const acts: Act[] = [];
  let at = start;
  const turns = 1 + Math.floor(4 * random() ** 2);
  for (let turn = 0; turn < turns; turn += 1) {
    at += MINUTE_MS * (1 + 5 * random());
    if (random() < 0.12) {
      const winner = pick(random, [
        [58, 0],
        [27, 1],
        [15, null],
      ]);
      const judged = random() < 0.7 ? { winner, blind: random() < 0.8 } : null;
      const prompt = Math.floor(packages * random() ** 2.2);
      acts.push({ act: "compare", at, prompt, ends: [end(random), end(random)], pick: judged });
    } else acts.push({ act: "run", at, goesOn: turn > 0 && random() < 0.6, ...ask(random, packages) });
  }
  if (isPlus && random() < 0.12) {
    acts.push({ act: "share", at: at + MINUTE_MS, views: Math.floor(60 * random() ** 3) });
  }
  return acts;
}

/** Office hours of some time zone more than nights, working days more than weekends. */
function instantOn(random: Random, day: number): number | null {
  const weekday = new Date(day).getUTCDay();
  if ((weekday === 0 || weekday === 6) && random() < 0.6) return null;
  return day + Math.round(DAY_MS * (0.25 + 0.6 * ((random() + random()) / 2)));
}

function purchases(random: Random, joinedAt: number, until: number): Act[] {
  const acts: Act[] = [];
  for (let at = joinedAt + DAY_MS * (0.2 + 3 * random()); at < until; at += DAY_MS * (12 + 25 * random())) {
    const pack = pick(random, [
      [30, "small"],
      [45, "medium"],
      [25, "large"],
    ] as const);
    const outcome = pick(random, [
      [76, "paid"],
      [9, "failed"],
      [15, "expired"],
    ] as const);
    acts.push({ act: "buy", at, pack, outcome });
    if (outcome === "paid" && random() < 0.05) {
      acts.push({ act: "refund", at: at + DAY_MS * (0.5 + 2 * random()), part: random() < 0.5 ? 1 : 0.4 });
    }
  }
  return acts.filter(({ at }) => at < until);
}

/** Subscribing, each month's bill, and the end where it is not kept. */
function plus(random: Random, joinedAt: number, to: number): Act[] {
  const startedAt = joinedAt + DAY_MS * (0.1 + 6 * random());
  const ends = random() < 0.25 ? startedAt + MONTH_MS : null;
  const endsAt = ends !== null && ends < to ? ends : null;
  const acts: Act[] = [];
  for (let month = 0; startedAt + month * MONTH_MS < (endsAt ?? to); month += 1) {
    acts.push({ act: "plus", at: startedAt + month * MONTH_MS, startedAt, month, endsAt });
  }
  if (endsAt !== null) acts.push({ act: "end", at: endsAt, startedAt });
  return acts;
}

/** `salesUntil`: from then on nobody buys. */
export type Town = Span & { packages: number; salesUntil: number };

/** The life of one person who is like most others, or of one who is at it nearly every day. */
export function makeLife(random: Random, town: Town, isDevoted: boolean): Life {
  const { from, to, packages, salesUntil } = town;
  // More come later: the product grows.
  const joinedAt = Math.round(isDevoted ? from : from + (to - from) * random() ** 0.7);
  const isPlus = isDevoted || random() < 0.07;
  const buys = !isPlus && random() < 0.11;
  const eagerness = isDevoted
    ? 0.85
    : pick(random, [
        [60, 0.02],
        [28, 0.08],
        [12, 0.3],
      ]) * (isPlus || buys ? 3 : 1);
  const acts = sitting(random, joinedAt, packages, isPlus);
  for (let day = Math.ceil(joinedAt / DAY_MS) * DAY_MS; day < to; day += DAY_MS) {
    const at = random() < eagerness ? instantOn(random, day) : null;
    if (at !== null && at < to - 60 * MINUTE_MS) acts.push(...sitting(random, at, packages, isPlus));
  }
  if (buys) acts.push(...purchases(random, joinedAt, salesUntil));
  if (isPlus) acts.push(...plus(random, joinedAt, to));
  return { joinedAt, acts: acts.filter(({ at }) => at < to).sort((a, b) => a.at - b.at) };
}
