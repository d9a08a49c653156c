import { expect, test } from "vitest";
import { placeInput } from "./suggested-input";

const input = (id: string) => ({ id, title: id, input: id, category: null, recommendedModel: null, used: 0, liked: 0 });
const orderAfter = (moved: string, position: number) =>
  placeInput(["a", "b", "c"].map(input), input(moved), position)
    .map(({ id }) => id)
    .join("");

test("an input moves to its place, the others close up, and beyond the end is the end", () => {
  expect(orderAfter("a", 0)).toBe("abc");
  expect(orderAfter("a", 1)).toBe("bac");
  expect(orderAfter("c", 0)).toBe("cab");
  expect(orderAfter("b", 19)).toBe("acb");
  expect(orderAfter("new", 1)).toBe("anewbc");
});
