"use client";

import { PromptEditor } from "@/components/prompts/prompt-editor";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import type { OwnPrompt, WrittenPrompt } from "@/lib/prompts/prompt";
import type { Begun, usePromptEditor } from "./use-prompt-editor";

/** SHA-256 of a text in hex, as the server has it of a run's prompt. */
async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

type OwnPromptEditorProps = {
  editor: ReturnType<typeof usePromptEditor>;
  begun: Begun;
  onChoose: (own: OwnPrompt) => void;
};

/** The editor of one's own prompts, for the next runs of the playground. */
export function OwnPromptEditor({ editor, begun, onChoose }: OwnPromptEditorProps) {
  const { open, setOpen, returnTo, toField } = editor;
  const choose = async (prompt: WrittenPrompt) => {
    onChoose({ ...prompt, hash: await hashOf(prompt.text), tokens: boundTokens(prompt.text) });
  };
  const { draftId, from, isAsked } = begun;
  return (
    <PromptEditor
      open={open}
      onOpenChange={setOpen}
      isAsked={isAsked}
      {...(draftId !== undefined && { draftId })}
      {...(from !== null && { initial: { title: from.title, text: from.template, values: from.values } })}
      onUse={(prompt) => {
        toField();
        void choose(prompt);
      }}
      returnTo={returnTo}
    />
  );
}
