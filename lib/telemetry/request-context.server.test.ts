import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { contextIds, inRequest, inRun, outsideRequest } from "./request-context.server";

test("work knows the request and run it belongs to, however late it goes on", async () => {
  const later = inRequest("r1", () =>
    inRun({ runId: "a", model: "haiku" }, async () => {
      await sleep(5);
      return contextIds();
    }),
  );
  expect(contextIds()).toEqual({});
  expect(await later).toEqual({ requestId: "r1", runId: "a" });
});

test("work for the whole process belongs to no request, though one started it", async () => {
  const seen = await inRequest("r1", () => outsideRequest(async () => sleep(1).then(contextIds)));
  expect(seen).toEqual({});
});

test("a run that no request started has no request id", () => {
  expect(inRun({ runId: "a", model: "haiku" }, contextIds)).toEqual({ runId: "a" });
});
