import { dayOf, type Run, sum, type Tables } from "./tables";

const DAY_MS = 86_400_000;

/** What an operator sees of somebody, counted with plain loops. */
export function countUser({ runs, sessions, shares, ended, count, creditsOf }: Tables) {
  return (user: string, now: Date) => {
    const isTheirs = (row: { user_id: string }) => row.user_id === user;
    const goesOn = ({ expires_at }: { expires_at: Date | null }) => expires_at === null || expires_at > now;
    const done = ended(runs.filter(isTheirs));
    const days = done.map(({ created_at }) => dayOf(created_at)).sort();
    const first = dayOf(new Date(now.getTime() - 29 * DAY_MS));
    const lately = done.filter((run: Run) => dayOf(run.created_at) >= first);
    const kept = sessions.filter((session) => isTheirs(session) && session.deleted_at === null && goesOn(session));
    return {
      runs: done.length,
      firstDay: days[0] ?? null,
      lastDay: days.at(-1) ?? null,
      lately: {
        runs: lately.length,
        succeeded: count(lately, "succeeded"),
        failed: count(lately, "failed"),
        credits: sum(lately.map(creditsOf)),
      },
      sessions: kept.length,
      saved: kept.filter(({ saved }) => saved).length,
      links: shares.filter(
        (share) => isTheirs(share) && share.revoked_at === null && share.taken_down_at === null && goesOn(share),
      ).length,
    };
  };
}
