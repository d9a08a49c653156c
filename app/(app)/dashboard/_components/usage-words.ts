import { formatCount, formatDecimal, formatRate } from "@/components/format";
import { fullDay } from "@/components/insights/day-words";
import { periodWords } from "@/components/insights/figure-words";
import { formatCredits } from "@/lib/credits/credits";
import type { Day } from "@/lib/insights/day";
import type { Usage } from "@/lib/insights/get-usage.server";

type PackageLine = Pick<Usage["byPackage"][number], "hasPackage" | "scope" | "name" | "runs">;

/** What a line of figures by package is about. */
export function packageWords({ hasPackage, scope, name }: Omit<PackageLine, "runs">): string {
  if (scope !== null && name !== null) return `${scope}/${name}`;
  return hasPackage ? "Packages that are gone" : "Without a package";
}

/** Which package most of it was with; "" where no package stands out. */
function mostWith(packages: readonly PackageLine[], runs: number): string {
  const [first] = packages;
  if (first === undefined || first.name === null || first.runs * 2 <= runs) return "";
  return first.runs === runs ? `, all with ${first.name}` : `, most with ${first.name}`;
}

/** What somebody did in a period, in a sentence. */
export function usageSentence(
  usage: Pick<Usage, "from" | "to" | "runs" | "successRate" | "byPackage">,
  today: Day,
): string {
  const { runs, successRate, byPackage } = usage;
  if (runs === 0) return `You ran nothing ${periodWords(usage, today)}.`;
  const prompts = `${formatCount(runs)} ${runs === 1 ? "prompt" : "prompts"}`;
  const rate = successRate === null ? "" : `; ${formatRate(successRate)} succeeded`;
  return `You ran ${prompts} ${periodWords(usage, today)}${mostWith(byPackage, runs)}${rate}.`;
}

/** What is read as one stays on one line. */
const unbroken = (words: string) => words.replaceAll(" ", "\u00a0");

/** How long one's credits last, in a sentence. */
export function forecastSentence({ available, forecast }: Pick<Usage, "available" | "forecast">, today: Day): string {
  const { creditsPerDay, lastsUntil } = forecast;
  if (available <= 0) return "You have no credits left.";
  const have = `You have ${formatCredits(available)}`;
  if (creditsPerDay === 0) return `${have}. You spent none in the last 14 days, so there is no pace to go by.`;
  const pace = `${have}, and spent ${formatDecimal(creditsPerDay)} a day in the last 14 days.`;
  const leftOut = ", not counting what expires or is granted before then.";
  if (lastsUntil === null) return `${pace} At this pace they last longer than a year${leftOut}`;
  return lastsUntil === today
    ? `${pace} At this pace they do not last another day.`
    : `${pace} At this pace they last until ${unbroken(fullDay(lastsUntil))}${leftOut}`;
}
