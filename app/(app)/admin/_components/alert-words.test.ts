import { expect, test } from "vitest";
import { channelsWords, toldWords, waitingChannels } from "./alert-words";

const told = {
  channel: "webhook",
  state: "sent",
  attempts: 1,
  triedAt: "2026-11-28T09:00:00Z",
  problem: null,
} as const;

test("it is said what is set up, and what to set for the rest", () => {
  expect(channelsWords(["webhook", "mail"])).toBe("A webhook is told of each once. All admins get each once by mail.");
  expect(channelsWords([])).toContain("ALERT_WEBHOOK_URL");
  expect(channelsWords(["webhook"])).toContain("SMTP_URL and MAIL_FROM");
});

test("what did not arrive, or may not have, says why and stands out", () => {
  expect(toldWords(told)).toEqual({ words: "told", isBad: false });
  const problem = "the webhook answered 503";
  expect(toldWords({ ...told, state: "refused", attempts: 2, problem })).toEqual({
    words: `not told after 2 tries: ${problem}`,
    isBad: true,
  });
  expect(toldWords({ ...told, state: "in_doubt", problem })).toEqual({
    words: `may not have arrived: ${problem}`,
    isBad: true,
  });
});

test("an alert waits for the channels that it was not told on, for a day", () => {
  const alert = { createdAt: "2026-11-28T09:00:00Z", told: [told] };
  const at = (time: string) => waitingChannels(alert, ["webhook", "mail"], new Date(time));
  expect(at("2026-11-29T08:59:00Z")).toEqual(["mail"]);
  expect(at("2026-11-29T09:01:00Z")).toEqual([]);
});
