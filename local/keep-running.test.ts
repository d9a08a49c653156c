import { afterEach, expect, test, vi } from "vitest";
import { keepRunning } from "./keep-running";

afterEach(() => vi.restoreAllMocks());

/** A part that ends when told to, and the ends of all that were started. */
function parts() {
  const ends: (() => void)[] = [];
  const start = async () => ({
    ended: new Promise<void>((resolve) => ends.push(resolve)),
    stop: async () => ends.at(-1)?.(),
    kill: () => {},
  });
  return { ends, start };
}

test("a part that ends by itself is started again, three times a minute and no more", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const { ends, start } = parts();
  const failed: unknown[] = [];
  await keepRunning("It", start, { signal: new AbortController().signal, fail: (error) => failed.push(error) });
  for (let death = 0; death < 4; death++) {
    ends.at(-1)?.();
    await new Promise(setImmediate);
  }
  expect(ends).toHaveLength(4);
  expect(failed).toEqual([expect.objectContaining({ message: expect.stringMatching(/^It keeps ending/) })]);
});

test("a part that ends because the stack stops stays ended", async () => {
  const { ends, start } = parts();
  const stopping = new AbortController();
  const part = await keepRunning("It", start, { signal: stopping.signal, fail: () => {} });
  stopping.abort();
  await part.stop();
  await new Promise(setImmediate);
  expect(ends).toHaveLength(1);
});
