import type { Alert } from "@/lib/jobs/alert";

/** Of fewer members a share says nothing: two of ten may just have had a busy week. */
const FEWEST_MEMBERS = 10;
const LOW_SHARE = 0.1;

/** Have more than a tenth of PRPM+ members fewer than ten credits left? */
export function plusRunningLow({ members, underTen }: { members: number; underTen: number }): Alert[] {
  if (members < FEWEST_MEMBERS || underTen <= members * LOW_SHARE) return [];
  const percent = Math.round((underTen / members) * 100);
  const message = `${underTen} of ${members} PRPM+ members (${percent} %) have fewer than 10 credits left.`;
  return [{ kind: "plus_running_low", message, details: { members, underTen } }];
}
