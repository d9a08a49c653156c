import { expect, test } from "vitest";
import type { Share } from "@/lib/sessions/share";
import { changedBody, choicesOf, contentBody, newShareBody } from "./share-choices";

const link: Share = {
  sessionId: "s",
  token: "t",
  shareUrl: "/playground/shared/t",
  title: "Ships",
  status: "live",
  takenDownReason: null,
  listed: true,
  notListed: null,
  includePrompt: false,
  shownFindings: ["f1"],
  runIds: ["r1", "r2"],
  expiresAt: "2026-12-05T14:05:00.000Z",
  createdAt: "2026-11-28T14:05:00.000Z",
  publishedAt: "2026-11-28T14:05:00.000Z",
  views: 0,
  helpful: 0,
  notHelpful: 0,
};
const choices = choicesOf(link);

test("a change sends only what is changed: to show less is no publishing anew", () => {
  expect(changedBody(choices, link)).toBeNull();
  expect(changedBody({ ...choices, runIds: ["r2", "r1"] }, link)).toBeNull();
  expect(changedBody({ ...choices, runIds: ["r1"] }, link)).toEqual({ runIds: ["r1"] });
  expect(changedBody({ ...choices, shownFindings: [] }, link)).toEqual({ shownFindings: [] });
  expect(changedBody({ ...choices, expiresAt: null, listed: false }, link)).toEqual({ expiresAt: null, listed: false });
});

test("a title that is wiped out leaves the one there is", () => {
  expect(changedBody({ ...choices, title: "  " }, link)).toBeNull();
  expect(newShareBody({ ...choices, title: "" })).not.toHaveProperty("title");
});

test("what readers see does not depend on when the link ends or where it is listed, and needs a turn", () => {
  const other = { ...choices, listed: false, expiresAt: null };
  expect(contentBody(other)).toEqual(contentBody(choices));
  expect(contentBody({ ...choices, runIds: [] })).toBeNull();
});
