"use client";

/** A session that is to be shared. */
export type ShareRequest = {
  sessionId: string;
  /** The run through which the thread on screen goes; null: the newest. */
  through: string | null;
  /** A link was made, changed or ended. */
  onChange?: () => void;
};

const listeners = new Set<(request: ShareRequest) => void>();

/** Opens the dialog in which a session is shared, over whatever is on screen. */
export function askToShare(request: ShareRequest): void {
  for (const listener of listeners) listener(request);
}

/** Hears of sessions that are to be shared; answers how to stop that. */
export function onShareRequest(listener: (request: ShareRequest) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
