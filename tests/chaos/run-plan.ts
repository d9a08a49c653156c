import type { ModelName } from "@/lib/models/models";
import { randomFrom } from "@/local/random";

/** What one person does and what the provider does to them; follows from seed and number alone. */
export type RunPlan = {
  number: number;
  label: string;
  user: number;
  body: { baseline: true; model: ModelName; userInput: string; maxCredits?: number };
  fault: Fault;
  form: "stream" | "json";
  /** How many times the same request is sent at once. */
  copies: number;
  stopAfterMs: number | null;
  /** Times on and off the line, in milliseconds, before the reader stays. */
  drops: { onMs: number; offMs: number }[];
};

/** How the provider fails: which directive, and whether an answer may still come of it. */
type Fault = { name: string; directive: string; ends: "well" | "badly" | "either" | "refused" | "hung" };

const NONE: Fault = { name: "none", directive: "", ends: "well" };

/** Faults by how often, in a hundred runs; what is left of the hundred has none. The numbers after `_after` are drawn. */
const FAULTS: readonly [share: number, fault: Fault][] = [
  [4, { name: "529", directive: "error=529 retry_after=0", ends: "badly" }],
  [2, { name: "429", directive: "error=429 retry_after=1", ends: "badly" }],
  [2, { name: "500", directive: "error=500 retry_after=0", ends: "badly" }],
  [1, { name: "400", directive: "error=400", ends: "badly" }],
  [4, { name: "529 once", directive: "error=529 error_times=1 retry_after=0", ends: "either" }],
  [2, { name: "429 twice", directive: "error=429 error_times=2 retry_after=1", ends: "either" }],
  [5, { name: "error after 200", directive: "error_after=K", ends: "badly" }],
  [5, { name: "cut", directive: "cut_after=K", ends: "badly" }],
  [4, { name: "clean end too soon", directive: "end_after=K", ends: "badly" }],
  [4, { name: "malformed", directive: "malformed_after=K", ends: "badly" }],
  [2, { name: "hang before an answer", directive: "hang_after=0", ends: "hung" }],
  [3, { name: "hang in the text", directive: "hang_after=4", ends: "hung" }],
  [3, { name: "refusal", directive: "refusal", ends: "refused" }],
  [4, { name: "refusal in the text", directive: "refusal_after=K", ends: "refused" }],
  [5, { name: "thinking", directive: "thinking=60", ends: "well" }],
  [6, { name: "slow", directive: "ttft=900 rate=60", ends: "well" }],
];
const MAX_K = 9;

const MODELS: readonly [share: number, model: ModelName][] = [
  [40, "haiku"],
  [40, "sonnet"],
  [12, "opus"],
  [8, "fable"],
];
/** Characters of one, two and three bytes, pairs of surrogates, and joined ones: what may be torn is. */
const WORDS = ["answer", "naïve", "шаг", "元気", "😀", "👩‍👩‍👧‍👦", "e\u0301", "a,b", "`code`", "—"];

function drawShare<Value>(random: () => number, shares: readonly [number, Value][], rest: Value): Value {
  let left = random() * 100;
  for (const [share, value] of shares) {
    left -= share;
    if (left < 0) return value;
  }
  return rest;
}

/** The plan of one run. Every text is longer than any fault waits, and is what the provider answers (an echo). */
export function planRun(seed: number, number: number, users: number): RunPlan {
  const random = randomFrom(seed ^ Math.imul(number + 1, 0x85ebca6b));
  const below = (limit: number): number => Math.floor(random() * limit);
  const label = `chaos-${seed}-${number}`;
  const fault = drawShare(random, FAULTS, NONE);
  const model = drawShare(random, MODELS, "haiku");
  const pace = `ttft=${below(200)} rate=${60 + below(600)}`;
  const directive = fault.directive.replace("K", String(below(MAX_K) + (fault.name === "refusal in the text" ? 1 : 0)));
  const words = Array.from({ length: 20 + below(250) }, () => WORDS[below(WORDS.length)] ?? "");
  const userInput = `[[standin label=${label} echo_user ${pace} ${directive}]] ${words.join(" ")}`;
  const stops = random() < (fault.ends === "hung" ? 0.6 : 0.12);
  const isCheap = random() < 0.15 && (model === "haiku" || model === "sonnet");
  return {
    number,
    label,
    user: below(users),
    body: { baseline: true, model, userInput, ...(isCheap ? { maxCredits: 2 } : {}) },
    fault,
    form: random() < 0.1 ? "json" : "stream",
    copies: random() < 0.15 ? 2 + below(2) : 1,
    stopAfterMs: stops ? below(1_500) : null,
    drops: Array.from({ length: below(4) }, () => ({ onMs: below(600), offMs: below(500) })),
  };
}
