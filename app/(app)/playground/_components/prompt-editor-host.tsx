"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import type { usePromptEditor } from "./use-prompt-editor";

const OwnPromptEditor = dynamic(() =>
  arriving(() => import("./own-prompt-editor")).then((module) => module.OwnPromptEditor),
);

type PromptEditorHostProps = { editor: ReturnType<typeof usePromptEditor>; onChoose: (own: OwnPrompt) => void };

/** The editor of one's own prompts, loaded when it is first opened. */
export function PromptEditorHost({ editor, onChoose }: PromptEditorHostProps) {
  const { begun } = editor;
  return begun === null ? null : <OwnPromptEditor editor={editor} begun={begun} onChoose={onChoose} />;
}
