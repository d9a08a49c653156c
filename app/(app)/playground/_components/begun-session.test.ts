import { expect, test } from "vitest";
import { begunSession } from "./begun-session";

test("a thread that has just begun is called as the server will call it", () => {
  expect(begunSession("a", "\n # First line\nSecond", null)).toMatchObject({ title: "First line", packageName: null });
});
