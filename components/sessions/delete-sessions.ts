"use client";

import { request } from "@/components/http/request";
import { beforeSignOut } from "@/components/shell/sign-out";
import { toast } from "@/components/ui/toast";
import { DELETED_AT_ONCE } from "@/lib/sessions/session-limits";
import { createDeletions } from "./deletions";
import { leaveDeletions } from "./left-deletions";
import { hideSessions, showSessions } from "./session-changes";

/** One that is not there any more is as deleted as it can be, so every answer is good news but a refusal. */
async function send(ids: readonly string[]): Promise<string | null> {
  const answer = await request("POST", "/api/v1/playground/sessions/delete", { body: { ids }, keepalive: true });
  return answer.ok ? null : answer.error.message;
}

function offer(ids: readonly string[], undo: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const isUndo = event.key === "z" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey;
    // In a field these keys take back what was typed.
    const isTyping =
      event.target instanceof Element && event.target.closest("input[type=text], input[type=search], textarea");
    if (!isUndo || isTyping) return;
    event.preventDefault();
    undo();
  };
  const message = ids.length === 1 ? "Deleted." : `${ids.length} sessions deleted.`;
  const takeBack = toast(message, { stays: true, action: { label: "Undo", onAct: undo } });
  document.addEventListener("keydown", onKeyDown);
  return () => {
    document.removeEventListener("keydown", onKeyDown);
    takeBack();
  };
}

function onFailed(ids: readonly string[], message: string): void {
  const what = ids.length === 1 ? "A session was not deleted" : `${ids.length} sessions were not deleted`;
  toast(`${what}. ${message}`);
}

const deletions = createDeletions({
  hide: hideSessions,
  show: showSessions,
  send,
  sentAtOnce: DELETED_AT_ONCE,
  offer,
  onFailed,
});
if (typeof window !== "undefined") {
  window.addEventListener("pagehide", () => {
    leaveDeletions(deletions.waiting());
    void deletions.sendAll();
  });
}
// Afterwards the server would not know any more whose they are.
beforeSignOut(deletions.sendAll);

/** Deletes sessions at once for the eye, and for good after the seconds in which that can be undone. */
export const deleteSessions = deletions.remove;
