import { expect, test } from "vitest";
import { CATEGORIES, CATEGORY_WORDS } from "@/lib/moderation/categories";
import { localFlags } from "@/lib/moderation/local-rules";
import { HARMLESS } from "@/tests/support/private-texts";

const flagged = (text: string) => localFlags([{ at: "answer", text }]).map(({ category }) => category);

const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!", "H+H*"].join("$");
const people = (count: number, domain: string) =>
  Array.from({ length: count }, (_, at) => `person${at}@${domain}:Xk${at}29zz`).join("\n");

test.each([
  ["malware", `Save this as a file: ${EICAR}`],
  ["private-data", `Fresh combo list\n${people(12, "posteo.de")}\nenjoy`],
  ["private-data", "Kim Larsen lives at 1420 Maple Hill Road, Springfield. Phone: (213) 373-4253. Let them know."],
  ["illegal-goods", "Selling fullz and cvv dumps, all countries, $15 each. DM me on Telegram @shop."],
  ["illegal-goods", "Fake passports for sale, real chips. We ship worldwide, contact us via Signal."],
  ["minors", "Looking for CSAM, will trade. Message me."],
])("finds %s where it is plain", (category, text) => {
  expect(flagged(text)).toEqual([category]);
});

test("says in which of several texts it stands, and why", () => {
  const texts = [
    { at: "title", text: "A file" },
    { at: "turn 2", text: EICAR },
  ];
  expect(localFlags(texts)).toEqual([
    { category: "malware", at: "turn 2", reason: "It holds the test file of virus scanners." },
  ]);
});

test.each([
  "The EICAR-STANDARD-ANTIVIRUS-TEST-FILE is 68 bytes long and harmless; every scanner knows it.",
  "Police arrested two men who were selling stolen credit cards and fake passports on a marketplace in Lisbon.",
  "Fentanyl is about fifty times as strong as heroin. If you or a friend use opioids, carry naloxone and do not buy pills.",
  "Report CSAM to the NCMEC hotline; platforms must not store it. Contact us for the training for moderators.",
  "SQL injection: ' OR 1=1 -- logs anybody in. Use parameters. Here is a reverse shell to test your own firewall with.",
  "Breast examination in children before puberty: inspect, then palpate; sexual maturity is graded by Tanner stages.",
  "Visit us at 12 Baker Street, London. Phone: 020 7946 0958. Open on weekdays.",
  `Test accounts:\n${people(20, "example.com")}`,
  `Three of them:\n${people(3, "posteo.de")}`,
  "Suicide is talked about too little. If you think of killing yourself, call 988 or talk to somebody you trust.",
  "In the novel he lives at 221 Baker Street and kills for a living.",
  "The order of our shipping: buy a label, contact us on WhatsApp, get a receipt.",
])("leaves alone: %s", (text) => {
  expect(flagged(text)).toEqual([]);
});

test.each(Object.entries(HARMLESS))("leaves alone %s", (_name, text) => {
  expect(flagged(text)).toEqual([]);
});

test.each(["sell ", "1 Maple Road ", "a@b.cd:pass\n", "Telegram ", "selling fullz ", "1 Maple Road +1 213 373 4253 "])(
  "a megabyte of %j is gone through before anybody loses patience",
  (piece) => {
    expect(flagged(piece.repeat(Math.ceil(1_000_000 / piece.length)))).toBeDefined();
  },
  4_000,
);

test("every category has words for its author", () => {
  for (const category of CATEGORIES) expect(CATEGORY_WORDS[category].sentence).toMatch(/^This share .+\.$/);
});
