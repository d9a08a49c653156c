import "server-only";
import { AppError } from "@/lib/errors";
import { processSingleton } from "@/lib/process-singleton";

function state(): { draining: boolean; starts: number } {
  return processSingleton("draining", () => ({ draining: false, starts: 0 }));
}

/** Is this process about to go? It starts no runs any more and is not ready. */
export function isDraining(): boolean {
  return state().draining;
}

/** From now on this process starts no runs; those that are going end by themselves. */
export function startDraining(): void {
  state().draining = true;
}

/** How many starts are under way, that is, past the look at `isDraining` and not yet a run. */
export function startsUnderWay(): number {
  return state().starts;
}

/** Makes a start, so that a process which is told to go meanwhile waits for what comes of it; refuses on one that goes. */
export async function unlessDraining<T>(start: () => Promise<T>): Promise<T> {
  const own = state();
  if (own.draining) {
    throw new AppError("model_unavailable", {
      message: "This server is being restarted; the same request again goes to the next one.",
      details: { reason: "restarting", retryable: true, retryAfterSeconds: 1, creditsCharged: 0 },
    });
  }
  own.starts += 1;
  try {
    return await start();
  } finally {
    own.starts -= 1;
  }
}
