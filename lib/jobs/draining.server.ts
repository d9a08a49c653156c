import "server-only";
import { AppError } from "@/lib/errors";
import { processSingleton } from "@/lib/process-singleton";

function state(): { draining: boolean; underWay: number } {
  return processSingleton("draining", () => ({ draining: false, underWay: 0 }));
}

/** Is this process about to go? It starts no runs any more and is not ready. */
export function isDraining(): boolean {
  return state().draining;
}

/** From now on this process starts no runs; those that are going end by themselves. */
export function startDraining(): void {
  state().draining = true;
}

/** How much is under way that a process which is told to go waits for: starts, and runs with all that follows from them. */
export function workUnderWay(): number {
  return state().underWay;
}

/** Does work that a process which is told to go waits for. */
export async function underWay<T>(work: () => Promise<T>): Promise<T> {
  const own = state();
  own.underWay += 1;
  try {
    return await work();
  } finally {
    own.underWay -= 1;
  }
}

/** Makes a start, so that a process which is told to go meanwhile waits for what comes of it; refuses on one that goes. */
export async function unlessDraining<T>(start: () => Promise<T>): Promise<T> {
  if (isDraining()) {
    throw new AppError("model_unavailable", {
      message: "This server is being restarted; the same request again goes to the next one.",
      details: { reason: "restarting", retryable: true, retryAfterSeconds: 1, creditsCharged: 0 },
    });
  }
  return underWay(start);
}
