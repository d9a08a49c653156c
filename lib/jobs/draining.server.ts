import "server-only";
import { processSingleton } from "@/lib/process-singleton";

function state(): { draining: boolean } {
  return processSingleton("draining", () => ({ draining: false }));
}

/** Is this process about to go? It starts no runs any more and is not ready. */
export function isDraining(): boolean {
  return state().draining;
}

export function startDraining(): void {
  state().draining = true;
}
