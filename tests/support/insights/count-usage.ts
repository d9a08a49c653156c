import { groupBy } from "@/lib/insights/group-by";
import { dayOf, type Run, ratio, sum, type Tables } from "./tables";

/** One's own figures, counted with plain loops. */
export function countUsage(tables: Tables) {
  const { runs, shares, ended, creditsOf, count, counts } = tables;
  return (user: string) => {
    const own = runs.filter((run) => run.user_id === user);
    const done = ended(own);
    const groups = <Key>(keyOf: (run: Run) => Key) =>
      new Map([...groupBy(own, keyOf)].map(([key, list]) => [key, counts(list)] as const));
    return {
      ...counts(own),
      running: own.length - done.length,
      successRate: ratio(count(own, "succeeded"), done.length),
      averageCredits: ratio(sum(own.map(creditsOf)), done.length),
      byDay: groups((run) => dayOf(run.created_at)),
      byModel: groups(({ model }) => model),
      byPackage: groups(({ package_id }) => package_id),
      shared: new Set(shares.filter(({ user_id }) => user_id === user).map(({ session_id }) => session_id)).size,
      views: sum(shares.filter(({ user_id }) => user_id === user).map(({ views }) => views)),
    };
  };
}
