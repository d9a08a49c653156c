"use client";

import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import type { Answer } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import type { PromptDraft, WrittenPrompt } from "@/lib/prompts/prompt";
import type { Opened } from "./draft-keeper";
import { PromptForm } from "./prompt-form";
import type { Written } from "./prompt-requests";
import { loadDraft } from "./prompt-requests";
import { PublishForm } from "./publish-form";
import { readUnsaved } from "./unsaved-prompt";
import { useKeptDraft } from "./use-kept-draft";

const NOTHING = { title: "", text: "", values: {} };

type DraftProps = {
  /** Null: a new one. */
  id: string | null;
  /** What a new one begins with. */
  initial?: Written;
  action: string;
  isAsked: boolean;
  isPublishing: boolean;
  onPublishing: (isPublishing: boolean) => void;
  onUse: (prompt: WrittenPrompt) => void;
  /** Goes back to the list. */
  onList: () => void;
};

/** The list shows what was written last, if it can be saved soon. */
const SAVE_MS = 2_000;

function ToList({ onList }: Pick<DraftProps, "onList">) {
  return (
    <div className="px-2 pt-2">
      <Button look="quiet" size="small" onClick={onList}>
        <ArrowLeft size={13} aria-hidden />
        All your prompts
      </Button>
    </div>
  );
}

/** A draft to be written, read first where it is an older one. */
export function Draft({ id, initial, ...rest }: DraftProps) {
  const [answer, setAnswer] = useState<Answer<PromptDraft> | null>(null);
  const [round, setRound] = useState(0);
  const [fresh] = useState<Opened>(() => ({
    id: null,
    saved: initial ?? NOTHING,
    savedAt: null,
    unsaved: readUnsaved(null),
  }));

  useEffect(() => {
    // Read again after each failure.
    void round;
    if (id === null) return;
    let isOver = false;
    void loadDraft(id).then((loaded) => {
      if (!isOver) setAnswer(loaded);
    });
    return () => {
      isOver = true;
    };
  }, [id, round]);

  if (id === null) return <KeptDraft opened={fresh} {...rest} />;
  if (answer === null) {
    return (
      <>
        <ToList onList={rest.onList} />
        <p role="status" className="p-4 text-13 text-soft">
          Reading your prompt
        </p>
      </>
    );
  }
  if (answer.ok) return <LoadedDraft draft={answer.body} {...rest} />;
  return (
    <>
      <ToList onList={rest.onList} />
      <div className="flex flex-wrap items-center gap-3 p-4">
        <Problem
          text={answer.status === 404 ? "That prompt is not here any more, or it is not yours." : answer.error.message}
        />
        {answer.status !== 404 && (
          <Button size="small" onClick={() => setRound((before) => before + 1)}>
            Try again
          </Button>
        )}
      </div>
    </>
  );
}

type KnownProps = Omit<DraftProps, "id" | "initial">;

function LoadedDraft({ draft, ...rest }: KnownProps & { draft: PromptDraft }) {
  const [opened] = useState<Opened>(() => {
    const { id, title, text, values, updatedAt } = draft;
    return { id, saved: { title, text, values }, savedAt: updatedAt, unsaved: readUnsaved(id) };
  });
  return <KeptDraft opened={opened} {...rest} />;
}

function KeptDraft({
  opened,
  action,
  isAsked,
  isPublishing,
  onPublishing,
  onUse,
  onList,
}: KnownProps & { opened: Opened }) {
  const draft = useKeptDraft(opened);
  const toList = async () => {
    await Promise.race([draft.flush(), new Promise((resolve) => setTimeout(resolve, SAVE_MS))]);
    onList();
  };
  if (isPublishing) return <PublishForm draft={draft} onBack={() => onPublishing(false)} />;
  return (
    <>
      <ToList onList={() => void toList()} />
      <PromptForm draft={draft} action={action} isAsked={isAsked} onUse={onUse} onPublish={() => onPublishing(true)} />
    </>
  );
}
