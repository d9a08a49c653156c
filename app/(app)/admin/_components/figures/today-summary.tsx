import { loadToday, loadTodaysMoney } from "./load";
import { loadNeeds, Needs } from "./needs";
import { todayWords } from "./today-words";

/** The day so far, and what needs somebody. */
export async function TodaySummary() {
  const [{ runsToday, activePeople }, money, needs] = await Promise.all([loadToday(), loadTodaysMoney(), loadNeeds()]);
  return (
    <>
      <p className="max-w-[56ch] text-pretty text-20">
        {todayWords({ runs: runsToday, people: activePeople.day, ...money }, needs.length)}
      </p>
      <Needs of={needs} />
      <p className="mt-2 text-12 text-faint">
        By UTC days. Earnings, new accounts and sessions are counted hourly, all else at once.
      </p>
    </>
  );
}
