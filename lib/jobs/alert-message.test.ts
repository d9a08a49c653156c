import { expect, test } from "vitest";
import { alertMail, slackMessage } from "@/lib/jobs/alert-message";

const alert = (message: string, subject = "") => ({
  id: "1",
  kind: "wallet_stuck",
  subject,
  day: "2026-11-28",
  message,
});
const SITE = "https://prpm.example";

test("what stands in a message can neither mention anybody nor make a link in Slack", () => {
  const { text, blocks } = slackMessage([alert("<!channel> & <https://evil.example|here>", "u1")], SITE);
  for (const said of [text, JSON.stringify(blocks)]) {
    expect(said).toContain("&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;");
    expect(said).not.toContain("<!");
    expect(said).toContain("<https://prpm.example/admin/users/u1|Open>");
  }
});

test("a message says what happened, what to do and where, with an absolute address", () => {
  const { subject, text } = alertMail([alert("Lot 7 & lot 8 differ", "u1")], SITE);
  expect(subject).toBe("PRPM alert: A wallet cannot be brought up to date");
  expect(text).toContain("Lot 7 & lot 8 differ\n\nWhat to do: Look at this wallet");
  expect(text).toContain("\nhttps://prpm.example/admin/users/u1\n");
});

test("much trouble of one kind is one message that says how much", () => {
  const { subject, text } = alertMail(
    Array.from({ length: 14 }, (_, index) => alert(`wallet ${index}`)),
    SITE,
  );
  expect(subject).toMatch(/\(14\)$/);
  expect(text).toContain("wallet 9\nAnd 4 more.");
  expect(text).not.toContain("wallet 10");
});

test("however much there is to say, it is a message that Slack takes, each alert in one line", () => {
  for (const many of [1, 14]) {
    const long = Array.from({ length: many }, () => alert(`a lock\n*timed*\tout ${"💳".repeat(2_000)}`));
    const { text, blocks } = slackMessage(long, SITE);
    for (const block of blocks) expect(block.text.text.length).toBeLessThan(3_000);
    expect(text).toContain("a lock *timed* out 💳");
    expect(text.isWellFormed()).toBe(true);
  }
});
