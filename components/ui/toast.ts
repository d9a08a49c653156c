type ToastChoices = {
  /** One thing that can be done about it, such as to undo it. */
  action?: { label: string; onAct: () => void };
  /** It stays until it is taken back: whoever says it knows how long it holds. */
  stays?: boolean;
};

export type Toast = ToastChoices & { id: string; message: string };

/** What a notice is to do: appear, or go. */
type Notice = { type: "said"; toast: Toast } | { type: "taken-back"; id: string };

const listeners = new Set<(notice: Notice) => void>();
let count = 0;

function tell(notice: Notice): void {
  for (const listener of listeners) listener(notice);
}

/** Says one sentence at the foot of the window for a few seconds; answers how to take it back. */
export function toast(message: string, choices: ToastChoices = {}): () => void {
  count += 1;
  const id = `said-${count}`;
  tell({ type: "said", toast: { id, message, ...choices } });
  return () => tell({ type: "taken-back", id });
}

export function onNotice(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
