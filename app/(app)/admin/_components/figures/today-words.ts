import { formatCount } from "@/components/format";
import { usdWords } from "./money-words";

type Today = { runs: number; people: number; costMicroUsd: number; earnedMicroUsd: number };

function needsWords(needs: number): string {
  if (needs === 0) return "nothing needs you.";
  return needs === 1 ? "one thing needs you." : `${needs} things need you.`;
}

/** "All works as it should; nothing needs you." */
export function healthWords(needs: number): string {
  if (needs === 0) return "All works as it should; nothing needs you.";
  return needs === 1 ? "One thing needs you." : `${needs} things need you.`;
}

/** The day so far in a sentence: "Today 312 runs by 80 people cost $4.12 at the provider and earned $13.20; nothing needs you." */
export function todayWords({ runs, people, costMicroUsd, earnedMicroUsd }: Today, needs: number): string {
  const end = needsWords(needs);
  if (runs === 0) return `Nothing was run today so far; ${end}`;
  const by = people === 0 ? "" : ` by ${people === 1 ? "one person" : `${formatCount(people)} people`}`;
  const what = `${runs === 1 ? "one run" : `${formatCount(runs)} runs`}${by}`;
  return `Today ${what} cost ${usdWords(costMicroUsd)} at the provider and earned ${usdWords(earnedMicroUsd)}; ${end}`;
}
