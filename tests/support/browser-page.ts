import { vi } from "vitest";

/**
 * What code of a page takes from its browser, on Node: the events of waking, and addresses relative to the page's own.
 * `vi.unstubAllGlobals` takes it away again.
 */
export function beInPageOf(origin: string): void {
  const { fetch } = globalThis;
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => fetch(new URL(path, origin), init));
}
