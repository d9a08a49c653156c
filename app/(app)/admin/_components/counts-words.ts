import { fullDay } from "@/components/insights/day-words";
import type { UserCounts } from "@/lib/insights/get-user-counts.server";

/** When somebody ran something. Runs are counted by UTC days, which no reader's own zone may shift. */
export function ranWords({ firstDay, lastDay }: Pick<UserCounts, "firstDay" | "lastDay">): string {
  if (firstDay === null || lastDay === null) return "Has run nothing yet.";
  if (firstDay === lastDay) return `Ran something on one day, ${fullDay(firstDay)} (UTC).`;
  return `First ran something on ${fullDay(firstDay)}, last on ${fullDay(lastDay)} (UTC).`;
}
