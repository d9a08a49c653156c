import Link from "next/link";
import { now } from "@/lib/clock";
import { listReports } from "@/lib/sessions/list-reports.server";
import { type Attention, attentionTo } from "./attention";
import { loadHealth, loadToday, loadTodaysRuns } from "./load";
import { healthWords, todayWords } from "./today-words";

async function readToday() {
  const at = now();
  const [today, runs, health, reports] = await Promise.all([
    loadToday(),
    loadTodaysRuns(),
    loadHealth(),
    listReports({ state: "open", limit: 1, now: at }),
  ]);
  const costMicroUsd = runs.byDay[0]?.providerCostMicroUsd ?? 0;
  return {
    needs: attentionTo({ ...health, now: at, hasOpenReports: reports.items.length > 0 }),
    today: {
      runs: today.runsToday,
      people: today.activePeople.day,
      costMicroUsd,
      earnedMicroUsd: runs.earnings.earnedMicroUsd,
    },
  };
}

function Needs({ of }: { of: readonly Attention[] }) {
  return (
    <ul aria-label="What needs you" className="mt-3 flex flex-col gap-1 border-l-2 border-bad pl-3 text-14">
      {of.map(({ words, href }) => (
        <li key={words}>
          <Link href={href} className="link text-bad-ink">
            {words}
          </Link>
        </li>
      ))}
    </ul>
  );
}

type TodaySummaryProps = { isAboutHealth?: boolean };

/** The day so far, or only whether all goes as it should, and what needs somebody. */
export async function TodaySummary({ isAboutHealth = false }: TodaySummaryProps) {
  const { today, needs } = await readToday();
  if (isAboutHealth) {
    return (
      <>
        <p className="text-20">{healthWords(needs.length)}</p>
        {needs.length > 0 && <Needs of={needs} />}
      </>
    );
  }
  return (
    <>
      <p className="max-w-[56ch] text-20">{todayWords(today, needs.length)}</p>
      {needs.length > 0 && <Needs of={needs} />}
      <p className="mt-2 text-12 text-faint">By UTC days. What runs earned is counted hourly, all else at once.</p>
    </>
  );
}
