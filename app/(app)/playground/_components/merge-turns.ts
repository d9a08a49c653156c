import { isRunning, type Turn } from "./turn";

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, at) => id === b[at]);

/**
 * The thread as the server tells it, with what this page has kept where it is the same run: a turn that did not change
 * stays the same object, so that it is not drawn again. Turns that never reached the server stay at the end.
 */
export function mergeTurns(local: readonly Turn[], told: readonly Turn[]): readonly Turn[] {
  const merged = told.map((turn) => {
    const known = local.find(({ runId }) => runId === turn.runId);
    if (known === undefined) return turn;
    if (isRunning(known) || known.status !== turn.status) return { ...turn, key: known.key };
    return same(known.versions, turn.versions) ? known : { ...known, versions: turn.versions };
  });
  const unsent = local.filter(({ runId, status }) => runId === null && status === "failed");
  const next = [...merged, ...unsent];
  return next.length === local.length && next.every((turn, at) => turn === local[at]) ? local : next;
}
