import type { SessionDetail } from "@/lib/sessions/session";
import type { SharePreview } from "@/lib/sessions/share";
import type { SharedTurn } from "@/lib/sessions/shared-session";
import { isShareable } from "@/lib/sessions/snapshot";

/** A turn that can be shared: its place in the thread and its runs, one for each lane. */
export type ShareTurn = { number: number; userInput: string; runIds: readonly string[] };

/** The turns of a thread with something to show. What a fork began with is someone else's and not among them. */
export function shareTurns({ fork, turns }: Pick<SessionDetail, "fork" | "turns">): ShareTurn[] {
  return turns.slice(fork?.turns.length ?? 0).flatMap(({ userInput, runs }, at) => {
    const runIds = runs.filter(isShareable).map(({ runId }) => runId);
    return runIds.length === 0 ? [] : [{ number: at + 1, userInput, runIds }];
  });
}

/** Was any of them asked with a prompt of one's own? */
export function hasOwnPrompt({ fork, turns }: Pick<SessionDetail, "fork" | "turns">): boolean {
  const own = turns.slice(fork?.turns.length ?? 0);
  return own.some(({ runs }) => runs.some((run) => isShareable(run) && run.hasCustomPrompt));
}

/** What readers would see of each turn, by the id of its first run. */
export function previewByRun({ turns, runIds }: Pick<SharePreview, "turns" | "runIds">): Map<string, SharedTurn> {
  let at = 0;
  return new Map(
    turns.flatMap((turn): [string, SharedTurn][] => {
      const first = runIds[at];
      at += turn.runs.length;
      return first === undefined ? [] : [[first, turn]];
    }),
  );
}

/** With one turn ticked or not; the order of the thread stays. Runs of other branches that a link shows stay too. */
export function withTurn(
  chosen: readonly string[],
  turns: readonly ShareTurn[],
  turn: ShareTurn,
  isIn: boolean,
): string[] {
  const wanted = new Set(chosen.filter((id) => isIn || !turn.runIds.includes(id)));
  if (isIn) for (const id of turn.runIds) wanted.add(id);
  const inThread = turns.flatMap(({ runIds }) => runIds);
  const elsewhere = [...wanted].filter((id) => !inThread.includes(id));
  return [...elsewhere, ...inThread.filter((id) => wanted.has(id))];
}

/** The turns after the last one that a link shows. */
export function newerTurns(turns: readonly ShareTurn[], shown: readonly string[]): ShareTurn[] {
  const last = turns.findLastIndex(({ runIds }) => runIds.some((id) => shown.includes(id)));
  return turns.slice(last + 1);
}
