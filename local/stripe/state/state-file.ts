import { readJson, writeJson } from "../../json-file";
import { type KeptState, keptState, newState, type State } from "./tables";

const DEBOUNCE_MS = 300;

/** The state in a file (none: in memory only), written a moment after it changed and at the end. */
export function openState(path: string | undefined): { state: State; changed(): void; flush(): void } {
  const state = newState(path === undefined ? undefined : (readJson(path) as KeptState | undefined));
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (path !== undefined) writeJson(path, keptState(state));
  }

  return {
    state,
    changed(): void {
      if (path !== undefined) timer ??= setTimeout(flush, DEBOUNCE_MS);
    },
    flush,
  };
}
