import { readJson, writeJson } from "../../json-file";
import { type KeptState, keptState, newState, type State } from "./tables";

const SHORTEST_PAUSE_MS = 300;
/** A large state is written less often: at most so much of the time goes into writing. */
const SHARE_OF_TIME = 0.1;

/** The state in a file (none: in memory only), written a moment after it changed and at the end. */
export function openState(path: string | undefined): { state: State; changed(): void; flush(): void } {
  const state = newState(path === undefined ? undefined : (readJson(path) as KeptState | undefined));
  let timer: NodeJS.Timeout | undefined;
  let pauseMs = SHORTEST_PAUSE_MS;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (path === undefined) return;
    const startedAt = performance.now();
    writeJson(path, keptState(state));
    pauseMs = Math.max(SHORTEST_PAUSE_MS, (performance.now() - startedAt) / SHARE_OF_TIME);
  }

  return {
    state,
    changed(): void {
      if (path !== undefined) timer ??= setTimeout(flush, pauseMs);
    },
    flush,
  };
}
