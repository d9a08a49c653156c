import type { Alert } from "@/lib/jobs/alert";

/** Fewer people may each just have had the wrong card. */
const FEWEST_PEOPLE = 5;

/** Were more than half of the people who tried to pay for credits in the last 24 hours declined, and at least five? */
export function purchasesDeclined({ tried, declined }: { tried: number; declined: number }): Alert[] {
  if (declined < FEWEST_PEOPLE || declined <= tried / 2) return [];
  const message = `Of ${tried} people who tried to pay for credits in the last 24 hours, ${declined} were declined and have not paid.`;
  return [{ kind: "purchases_declined", message, details: { tried, declined } }];
}
