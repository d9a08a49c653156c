import { expect, test } from "vitest";
import type { DeletionFacts } from "@/lib/account-data/deletion-facts";
import { keptWords, lostWords } from "./deletion-words";

const NOTHING: DeletionFacts = {
  credits: 0,
  debt: 0,
  hasPlus: false,
  running: 0,
  sessions: 0,
  links: 0,
  hasShared: false,
  privatePackages: 0,
  publicPackages: 0,
  soleOwnerOf: [],
};

test("whoever deletes an account is told how many credits and links that costs, and that PRPM+ ends", () => {
  const said = lostWords({ ...NOTHING, credits: 1_205, hasPlus: true, sessions: 1, links: 2, privatePackages: 1 });
  expect(said).toEqual([
    "1,205 credits. They are not paid back.",
    "PRPM+, at once. Nothing is charged any more; the rest of the month is not paid back.",
    "1 session, with all questions and answers.",
    "2 links. Whoever opens one finds nothing.",
    "1 private package.",
    "Your prompts, API tokens, sign-ins and memberships, your name, picture and e-mail address.",
  ]);
});

test("what stays is said with its reason", () => {
  expect(keptWords({ ...NOTHING, publicPackages: 1, debt: 3, hasShared: true })).toMatchObject({
    0: "1 public package, under the name that it has, because others use it.",
    2: "A debt of 3 credits from a payment that went back.",
    3: "Forks that others made of your links. They never had your name.",
  });
  expect(keptWords(NOTHING)).toHaveLength(2);
});
