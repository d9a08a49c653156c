import { expect, test } from "vitest";
import type { Stage } from "./arrival";
import { arrivalWords } from "./arrival-words";

const wallet = { available: 105, debt: 0 };
const say = (stage: Stage, held: typeof wallet | null = wallet) => arrivalWords(stage, held).text.join("");

test("while it is being confirmed nothing says that it is done", () => {
  for (const credits of [null, 100]) {
    const { tone, text } = arrivalWords({ is: "confirming", credits }, wallet);
    expect(tone).toBe("waiting");
    expect(text.join("")).not.toMatch(/added|available|done|complete/);
  }
});

test("what was added stands beside what is there now", () => {
  expect(say({ is: "added", credits: 100 })).toBe("100 credits added. 105 credits available now.");
  expect(say({ is: "added", credits: 100 }, null)).toBe("100 credits added.");
});

test("who still owes is told so, and not that the credits can be spent", () => {
  expect(say({ is: "added", credits: 100 }, { available: 5, debt: 20 })).toBe(
    "100 credits added. You still owe 20 credits.",
  );
});

test("every end without credits says that nothing was charged, and what to do", () => {
  for (const stage of [{ is: "failed", failure: "card_declined" }, { is: "expired" }] as const) {
    const { tone, text, link } = arrivalWords(stage, wallet);
    expect(tone).toBe("bad");
    expect(text.join("")).toContain("Nothing was charged");
    expect(link?.href).toBe("/playground/credits/buy");
  }
});
