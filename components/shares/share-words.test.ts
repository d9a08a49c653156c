import { expect, test } from "vitest";
import { listedWords, readWords } from "./share-words";

test("says who has read a link and what they thought of it", () => {
  expect(readWords({ views: 0, helpful: 0, notHelpful: 0 })).toBe("not read yet");
  expect(readWords({ views: 1, helpful: 1, notHelpful: 0 })).toBe("read by 1 person; 1 found it helpful");
  expect(readWords({ views: 1_200, helpful: 3, notHelpful: 2 })).toBe(
    "read by 1,200 people; 3 found it helpful, 2 did not",
  );
});

test("a link that is to be listed and is not says why", () => {
  expect(listedWords({ listed: false, notListed: null })).toBeNull();
  expect(listedWords({ listed: true, notListed: null })).toBe("listed on the package's page");
  expect(listedWords({ listed: true, notListed: "unjudged" })).toContain("waiting to be checked");
  expect(listedWords({ listed: true, notListed: "hidden" })).toBe("taken out of the list");
});
