import { groupBy } from "@/lib/insights/group-by";
import type { Copy } from "./live";
import { dayOf, lowerMedian, type Pick, type Run, ratio, sum, type Tables } from "./tables";

/** An author's figures of a package, counted with plain loops; copies from all that were tried. */
export function countPackage(tables: Tables, copies: readonly Copy[]) {
  const { managers, runs, picks, shares, uses, managed, ended, creditsOf, count } = tables;
  const sums = (list: readonly Run[]) => {
    const answered = list.filter(({ status }) => status === "succeeded");
    return {
      runs: list.length,
      succeeded: answered.length,
      failed: count(list, "failed"),
      credits: sum(list.map(creditsOf)),
      successRate: ratio(answered.length, list.length),
      medianCredits: lowerMedian(answered.map(creditsOf)),
      medianTimeMs: lowerMedian(answered.flatMap(({ duration_ms }) => duration_ms ?? [])),
    };
  };
  const peopleOf = (list: readonly Run[]) => {
    const byUser = [...groupBy(list, ({ user_id }) => user_id).values()];
    const back = byUser.filter((own) => new Set(own.map((run) => dayOf(run.created_at))).size > 1);
    return { people: byUser.length, returned: back.length, repeatRate: ratio(back.length, byUser.length) };
  };

  /** Of the lanes of a comparison at a moment, the newest try of each that had answered. */
  function answeredAt(comparison: string, at: Date): Run[] {
    const tries = runs.filter((run) => run.comparison_id === comparison && run.created_at <= at);
    const newest = [...groupBy(tries, ({ lane }) => lane).values()].flatMap(
      (lane) => lane.sort((a, b) => +b.created_at - +a.created_at)[0] ?? [],
    );
    return newest.filter(({ status }) => status === "succeeded" || status === "stopped");
  }
  const isBaseline = (run: Run) => run.package_id === null && run.prompt_hash === null;
  /** How a package, or a version of it, did in one blind pick; nothing when that says nothing of it. */
  function resultOf(pick: Pick, isOfIt: (run: Run) => boolean): "wins" | "losses" | "ties" | null {
    const lanes = answeredAt(pick.comparison_id, pick.picked_at);
    if (!lanes.some(isBaseline) || !lanes.some(isOfIt)) return null;
    if (pick.winner === null) return "ties";
    const best = lanes.find(({ lane }) => lane === pick.winner);
    if (best === undefined) return null;
    if (isOfIt(best)) return "wins";
    return isBaseline(best) ? "losses" : null;
  }
  function againstNoPrompt(packageId: string, isOfIt: (run: Run) => boolean) {
    const results = { wins: 0, losses: 0, ties: 0 };
    for (const pick of picks.filter(({ blind, user_id }) => blind && !managers.get(packageId)?.has(user_id))) {
      const result = resultOf(pick, isOfIt);
      if (result !== null) results[result] += 1;
    }
    return results;
  }

  return (packageId: string) => {
    const all = ended(runs).filter((run) => run.package_id === packageId);
    const others = all.filter((run) => !managed(run, packageId));
    const baseline = ended(runs).filter(
      (run) =>
        isBaseline(run) &&
        run.comparison_id !== null &&
        !managed(run, packageId) &&
        runs.some((beside) => beside.comparison_id === run.comparison_id && beside.package_id === packageId),
    );
    const own = all.filter((run) => managed(run, packageId));
    const taken = new Map<string, Copy>();
    for (const copy of copies.filter((each) => each.packageId === packageId)) {
      const key = `${copy.versionId} ${copy.userId} ${dayOf(copy.at)}`;
      if (!managers.get(packageId)?.has(copy.userId) && !taken.has(key)) taken.set(key, copy);
    }
    const installs = [...taken.values()];
    const versionsSeen = new Set([...others.map((run) => run.package_version_id), ...installs.map((c) => c.versionId)]);
    const ofPackage = shares.filter(({ package_id }) => package_id === packageId);
    return {
      ...sums(others),
      ...peopleOf(others),
      managers: sums(own),
      baseline: sums(baseline),
      installs: installs.length,
      installsByWay: new Map(
        [...groupBy(installs, ({ way, tool }) => `${way} ${tool}`)].map(([key, list]) => [key, list.length]),
      ),
      onDay: (day: string) => ({
        runs: others.filter((run) => dayOf(run.created_at) === day).length,
        managersRuns: own.filter((run) => dayOf(run.created_at) === day).length,
        baselineRuns: baseline.filter((run) => dayOf(run.created_at) === day).length,
        installs: installs.filter(({ at }) => dayOf(at) === day).length,
      }),
      byModel: new Map([...groupBy(others, ({ model }) => model)].map(([model, list]) => [model, sums(list)])),
      byVersion: new Map(
        [...versionsSeen].map((version) => {
          const list = others.filter((run) => run.package_version_id === version);
          return [
            version,
            {
              ...sums(list),
              ...peopleOf(list),
              installs: installs.filter(({ versionId }) => versionId === version).length,
              againstNoPrompt: againstNoPrompt(packageId, (run) => run.package_version_id === version),
            },
          ];
        }),
      ),
      againstNoPrompt: againstNoPrompt(packageId, (run) => run.package_id === packageId),
      shares: ofPackage.length,
      views: sum(ofPackage.map(({ views }) => views)),
      suggestions: (id: string) => {
        const of = uses.filter(({ suggested_input_id }) => suggested_input_id === id);
        const wentOn = of.filter(({ user_id, first_used_at }) =>
          others.some(
            (run) => run.user_id === user_id && run.suggested_input_id === null && run.created_at > first_used_at,
          ),
        );
        return { used: of.length, wentOn: wentOn.length };
      },
    };
  };
}
