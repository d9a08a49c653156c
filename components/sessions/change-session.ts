"use client";

import { type Answer, request } from "@/components/http/request";
import type { SessionPatch, SessionSummary } from "@/lib/sessions/session";
import { noteChange } from "./session-changes";

type Changed = Pick<SessionSummary, "title" | "saved" | "expiresAt">;

/** Names a session, keeps it or gives it up; every list in this window shows it once it is done. */
export async function changeSession(session: SessionSummary, patch: SessionPatch): Promise<Answer<Changed>> {
  const answer = await request<Changed>("PATCH", `/api/v1/playground/sessions/${session.id}`, { body: patch });
  if (answer.ok) {
    const { title, saved, expiresAt } = answer.body;
    noteChange(session, { title, saved, expiresAt });
  }
  return answer;
}
