import type { PreviewReport } from "@/lib/code-files/preview-job";

const PATIENCE_MS = 2_500;
/** Asking for the time at each turn would slow every loop down. */
const TURNS_A_LOOK = 1_000;

/** What guarded code calls at each turn of a loop, under this name. */
export const LOOP_GUARD = "__loop";

/**
 * Ends loops that keep the frame from doing anything else. Where a browser gives the frame a process of its own, the
 * page would notice and take it away; where it does not, this is what keeps the page alive.
 */
export function guardLoops(tell: (report: PreviewReport) => void): void {
  const { port1, port2 } = new MessageChannel();
  let turns = 0;
  let began = 0;
  port1.onmessage = () => {
    began = 0;
  };
  const guard = () => {
    turns += 1;
    if (turns % TURNS_A_LOOK !== 0) return;
    const now = performance.now();
    if (began === 0) {
      began = now;
      // Arrives once everything that runs now has ended.
      port2.postMessage(null);
    } else if (now - began > PATIENCE_MS) {
      tell({ type: "endless" });
      throw new Error("A loop ran for seconds and seems to have no end.");
    }
  };
  Object.defineProperty(globalThis, LOOP_GUARD, { value: guard });
}
