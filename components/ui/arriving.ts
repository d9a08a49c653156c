const PAUSE_MS = 3_000;

function pause(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, PAUSE_MS);
    window.addEventListener("online", go);
  });
}

/**
 * Loads a part of the page. One that does not arrive, as without a connection, is asked for until it does: a part that
 * failed would take the whole page with it.
 */
export async function arriving<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch (error) {
      // A server that cannot load its own code has nothing to wait for.
      if (typeof window === "undefined") throw error;
      await pause();
    }
  }
}
