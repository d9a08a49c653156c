/** How long a deletion can be undone. */
export const UNDO_MS = 6_000;
/** So many are sent at a time, so that other requests of the page are not kept waiting. */
const SENT_AT_ONCE = 4;

export type Failed = { id: string; message: string };

type Doings = {
  hide: (ids: readonly string[]) => void;
  show: (ids: readonly string[]) => void;
  /** Deletes one for good; why not, else null. It must outlive the page. */
  send: (id: string) => Promise<string | null>;
  /** Offers the way back; answers how to take the offer away. */
  offer: (ids: readonly string[], undo: () => void) => () => void;
  onFailed: (failed: readonly Failed[]) => void;
};

type Waiting = { ids: readonly string[]; unsent: string[]; timer: ReturnType<typeof setTimeout>; withdraw: () => void };

/** Deletions that wait for a change of mind. They are sent when their time is over, or all at once when the page goes. */
export function createDeletions({ hide, show, send, offer, onFailed }: Doings) {
  const waiting = new Set<Waiting>();

  const settle = async (deletion: Waiting, atOnce: number) => {
    const failed: Failed[] = [];
    const work = async () => {
      for (let id = deletion.unsent.shift(); id !== undefined; id = deletion.unsent.shift()) {
        const message = await send(id);
        if (message !== null) failed.push({ id, message });
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, deletion.unsent.length) }, work));
    if (failed.length === 0) return;
    show(failed.map(({ id }) => id));
    onFailed(failed);
  };

  /** What is being sent, each with its end. */
  const begun = new Map<Waiting, Promise<void>>();
  const begin = (deletion: Waiting, atOnce = SENT_AT_ONCE) => {
    clearTimeout(deletion.timer);
    waiting.delete(deletion);
    deletion.withdraw();
    begun.set(
      deletion,
      settle(deletion, atOnce).finally(() => begun.delete(deletion)),
    );
  };

  return {
    /** Takes these out of sight at once, and deletes them unless that is undone in time. */
    remove(ids: readonly string[], onUndone?: () => void): void {
      if (ids.length === 0) return;
      hide(ids);
      const deletion: Waiting = {
        ids,
        unsent: [...ids],
        timer: setTimeout(() => begin(deletion), UNDO_MS),
        withdraw: () => {},
      };
      waiting.add(deletion);
      deletion.withdraw = offer(ids, () => {
        if (!waiting.delete(deletion)) return;
        clearTimeout(deletion.timer);
        deletion.withdraw();
        show(ids);
        onUndone?.();
      });
    },
    /**
     * The page goes: nothing waits any longer, also what stands in line to be sent. Everything is under way when this
     * returns, and answered when its promise is kept.
     */
    async sendAll(): Promise<void> {
      const rest = [...begun.keys()].map((deletion) => settle(deletion, deletion.unsent.length));
      for (const deletion of waiting) begin(deletion, deletion.ids.length);
      await Promise.all([...rest, ...begun.values()]);
    },
  };
}
