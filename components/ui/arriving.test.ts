import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { arriving } from "./arriving";

let page: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  page = new EventTarget();
  vi.stubGlobal("window", page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A part that fails so many times before it arrives. */
function failing(times: number) {
  let left = times;
  return vi.fn(async () => {
    left -= 1;
    if (left >= 0) throw new Error("offline");
    return "part";
  });
}

test("a part that does not arrive is asked for again, until it does", async () => {
  const load = failing(2);
  const part = arriving(load);
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(part).resolves.toBe("part");
  expect(load).toHaveBeenCalledTimes(3);
});

test("it is asked for at once when the connection is back", async () => {
  const load = failing(1);
  const part = arriving(load);
  await vi.advanceTimersByTimeAsync(1);
  page.dispatchEvent(new Event("online"));
  await expect(part).resolves.toBe("part");
  expect(load).toHaveBeenCalledTimes(2);
});

test("on the server a part that fails fails at once", async () => {
  vi.stubGlobal("window", undefined);
  await expect(arriving(failing(1))).rejects.toThrow("offline");
});
