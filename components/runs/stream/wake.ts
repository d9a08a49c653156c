/** Calls back when a lost connection may be had again: the browser is online, the tab is seen again, the page is back. */
export function onWake(callback: (cause: "online" | "seen") => void): () => void {
  const online = () => callback("online");
  const seen = () => {
    if (document.visibilityState === "visible") callback("seen");
  };
  window.addEventListener("online", online);
  window.addEventListener("pageshow", seen);
  document.addEventListener("visibilitychange", seen);
  return () => {
    window.removeEventListener("online", online);
    window.removeEventListener("pageshow", seen);
    document.removeEventListener("visibilitychange", seen);
  };
}

/** Waits, or less when the page wakes or the signal aborts. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      unwatch();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const unwatch = onWake(end);
    signal.addEventListener("abort", end);
  });
}
