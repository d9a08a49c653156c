import { formatCount, formatRate } from "@/components/format";
import { countWords } from "@/components/insights/figure-words";
import { timesWords, winWords } from "./figure-words";

type Ran = { runs: number; successRate: number | null };
type Named = { name: string; runs: number };

/** What happened to somebody's packages, the most used first, in one sentence. */
export function packagesSentence(packages: readonly Named[], when: string): string {
  const runs = packages.reduce((sum, one) => sum + one.runs, 0);
  const [first, second] = packages;
  if (first === undefined) return "Nothing of yours is published yet.";
  if (runs === 0) return `Nobody else ran your ${packages.length === 1 ? "package" : "packages"} ${when}.`;
  if (second === undefined) return `Others ran ${first.name} ${timesWords(runs)} ${when}.`;
  if (second.runs === 0) return `Others ran ${first.name} ${timesWords(runs)} ${when}, and no other package of yours.`;
  const most = second.runs === first.runs ? "" : `, most often ${first.name}`;
  return `Others ran your packages ${timesWords(runs)} ${when}${most}.`;
}

function partOfRuns(rate: number): string {
  if (rate === 0) return "none";
  return rate === 1 ? "all" : formatRate(rate);
}

function cameBack(people: number, returned: number): string {
  if (people === 1)
    return `The one person who ever ran it ${returned === 1 ? "came" : "has not come"} back on another day.`;
  return `Of the ${formatCount(people)} people who ever ran it, ${returned === 0 ? "nobody" : formatCount(returned)} came back on another day.`;
}

/** How a package was used, in a sentence or two. People are those who ever ran it. */
export function packageSentence(
  { runs, successRate, people, returned }: Ran & { people: number; returned: number },
  when: string,
): string {
  const ran = runs === 0 ? `Nobody else ran it ${when}` : `Others ran it ${timesWords(runs)} ${when}`;
  const succeeded = successRate === null ? "" : `; ${partOfRuns(successRate)} of the runs succeeded`;
  return `${ran}${succeeded}.${people === 0 ? "" : ` ${cameBack(people, returned)}`}`;
}

/** What is kept apart from others' runs; null when there is nothing. */
export function apartSentence({ managers, baseline }: { managers: number; baseline: number }): string | null {
  if (managers + baseline === 0) return null;
  const own = `${countWords(managers, "run")} by those who look after it`;
  const beside = `${countWords(baseline, "run")} without a prompt, which others compared it with`;
  const apart = managers === 0 ? beside : baseline === 0 ? own : `${own}, and ${beside}`;
  return `Shown apart and in no other figure: ${apart}.`;
}

type Picks = { wins: number; losses: number; ties: number };

/** Was it better than no prompt, by those who chose without seeing which was which? */
export function pickSentence(picks: Picks, when: string): string {
  const words = winWords(picks);
  return words === null ? `Nobody compared it blind with no prompt ${when}.` : `It won ${words}.`;
}
