/** How long a deletion can be undone. */
export const UNDO_MS = 6_000;

type Doings = {
  hide: (ids: readonly string[]) => void;
  show: (ids: readonly string[]) => void;
  /** Deletes these for good; why not, else null. It must outlive the page. */
  send: (ids: readonly string[]) => Promise<string | null>;
  /** So many are sent together. */
  sentAtOnce: number;
  /** Offers the way back; answers how to take the offer away. */
  offer: (ids: readonly string[], undo: () => void) => () => void;
  onFailed: (ids: readonly string[], message: string) => void;
};

type Waiting = { ids: readonly string[]; timer: ReturnType<typeof setTimeout>; withdraw: () => void };

/** Deletions that wait for a change of mind. They are sent when their time is over, or all at once when the page goes. */
export function createDeletions({ hide, show, send, sentAtOnce, offer, onFailed }: Doings) {
  const waiting = new Set<Waiting>();
  /** What is being sent, each with its end. */
  const begun = new Set<Promise<void>>();

  const settle = async (ids: readonly string[]) => {
    const message = await send(ids);
    if (message === null) return;
    show(ids);
    onFailed(ids, message);
  };

  const begin = (deletions: readonly Waiting[]) => {
    for (const deletion of deletions) {
      clearTimeout(deletion.timer);
      waiting.delete(deletion);
      deletion.withdraw();
    }
    const ids = deletions.flatMap((deletion) => deletion.ids);
    for (let from = 0; from < ids.length; from += sentAtOnce) {
      const sending = settle(ids.slice(from, from + sentAtOnce)).finally(() => begun.delete(sending));
      begun.add(sending);
    }
  };

  return {
    /** Takes these out of sight at once, and deletes them unless that is undone in time. */
    remove(ids: readonly string[], onUndone?: () => void): void {
      if (ids.length === 0) return;
      hide(ids);
      const deletion: Waiting = { ids, timer: setTimeout(() => begin([deletion]), UNDO_MS), withdraw: () => {} };
      waiting.add(deletion);
      deletion.withdraw = offer(ids, () => {
        if (!waiting.delete(deletion)) return;
        clearTimeout(deletion.timer);
        deletion.withdraw();
        show(ids);
        onUndone?.();
      });
    },
    /** What can still be undone. */
    waiting: (): string[] => [...waiting].flatMap(({ ids }) => ids),
    /** The page goes: nothing waits any longer. Everything is under way when this returns, and answered when its promise is kept. */
    async sendAll(): Promise<void> {
      begin([...waiting]);
      await Promise.all(begun);
    },
  };
}
