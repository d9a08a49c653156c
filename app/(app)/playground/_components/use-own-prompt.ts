"use client";

import { useEffect, useState } from "react";
import { request } from "@/components/http/request";
import { useStable } from "@/components/ui/use-stable";
import type { OwnPrompt, UsedPrompt } from "@/lib/prompts/prompt";
import { ownOfHash, rememberOwn } from "./own-prompts";
import type { Thread } from "./run-reducer";
import type { Setup } from "./setup";
import { lastMade } from "./turn";

/** A prompt of which no more is known than what it says. */
function nameless({ hash, text }: UsedPrompt): OwnPrompt {
  return { hash, text, template: text, values: {}, title: "", draftId: null, tokens: 0 };
}

/**
 * Keeps the chosen prompt of the reader's own in this tab. Of a thread that was made with such prompts and came with the
 * page it learns what they say, so that a turn is made again with its own, and chooses what the thread goes on with.
 */
export function useOwnPrompt({ item, own }: Setup, { sessionId, turns }: Thread, choose: (own: OwnPrompt) => void) {
  useEffect(() => {
    if (own !== null && own.title !== "") rememberOwn(own);
  }, [own]);

  const [learnt, setLearnt] = useState<string | null>(null);
  const last = lastMade(turns)?.prompt;
  const goesOnWith = item === null && own === null && last?.kind === "custom" ? last.hash : null;
  const onKnown = useStable(choose);
  useEffect(() => {
    // Looked at again once more is known.
    void learnt;
    const known = ownOfHash(goesOnWith);
    if (known !== null) onKnown(known);
  }, [goesOnWith, learnt, onKnown]);

  const custom = turns.some(({ prompt }) => prompt.kind === "custom" && prompt.text === undefined);
  const isToLearn = custom && sessionId !== null && learnt !== sessionId;
  const isKnown = useStable(() =>
    turns.every(
      ({ prompt }) => prompt.kind !== "custom" || prompt.text !== undefined || ownOfHash(prompt.hash) !== null,
    ),
  );
  useEffect(() => {
    if (!isToLearn || isKnown()) return;
    const query = new URLSearchParams({ sessionId }).toString();
    void request<{ items: UsedPrompt[] }>("GET", `/api/v1/playground/prompts/used?${query}`).then((answer) => {
      if (!answer.ok) return;
      for (const used of answer.body.items) if (ownOfHash(used.hash) === null) rememberOwn(nameless(used));
      setLearnt(sessionId);
    });
  }, [sessionId, isToLearn, isKnown]);
}
