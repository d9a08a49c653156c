export type Toast = { message: string };

const listeners = new Set<(toast: Toast) => void>();

/** Says one sentence at the foot of the window for a few seconds. */
export function toast(message: string): void {
  for (const listener of listeners) listener({ message });
}

export function onToast(listener: (toast: Toast) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
