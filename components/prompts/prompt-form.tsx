"use client";

import { type KeyboardEvent, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { formatCount, formatWeight } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { codePointLength } from "@/lib/code-points";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { promptBeginning, promptTitle, type WrittenPrompt } from "@/lib/prompts/prompt";
import { DRAFTS, PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import { fillPrompt, type PromptValues, variablesOf } from "@/lib/prompts/template";
import { KeepingLine } from "./keeping-line";
import type { Written } from "./prompt-requests";
import { characterWords, lengthProblem, missingProblem } from "./prompt-words";
import type { useKeptDraft } from "./use-kept-draft";
import { VariableFields } from "./variable-fields";

type PromptFormProps = {
  draft: ReturnType<typeof useKeptDraft>;
  /** What using it is called. */
  action: string;
  /** Was it to be used as it was? Then it says at once why it cannot be. */
  isAsked: boolean;
  onUse: (prompt: WrittenPrompt) => void;
  onPublish: () => void;
};

/** A prompt is used once it is saved, if that does not take long. */
const SAVE_MS = 4_000;

/** The values of the variables that are in the text; older ones stay with the draft. */
function usedValues(names: readonly string[], values: PromptValues): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, Object.hasOwn(values, name) ? (values[name] ?? "") : ""]));
}

/** Values of variables that went are kept, in case they come back, while there is room for them. */
function keptValues(names: readonly string[], values: PromptValues): PromptValues {
  return Object.keys(values).length > DRAFTS.variables ? usedValues(names.slice(0, DRAFTS.variables), values) : values;
}

/** What a text is measured by, whenever there is time for it: long ones are typed into without a wait. */
function useMeasured({ text, values }: Written) {
  const [measured, filledWith] = [useDeferredValue(text), useDeferredValue(values)];
  return useMemo(() => {
    const filled = fillPrompt(measured, filledWith);
    const tokens = filled.text === null ? null : boundTokens(filled.text);
    const filledLength = filled.text === null ? null : codePointLength(filled.text);
    return { tokens, length: codePointLength(measured), filledLength };
  }, [measured, filledWith]);
}

function countWords({ tokens, length, filledLength }: ReturnType<typeof useMeasured>, hasVariables: boolean): string {
  const filled = hasVariables && filledLength !== null ? `, ${formatCount(filledLength)} filled in` : "";
  return `${characterWords(length)}${filled}${tokens === null || tokens === 0 ? "" : ` · at most ${formatWeight(tokens)} tokens`}`;
}

/** Writes a prompt: its text, its variables as fields, its title; and what can be done with it. */
export function PromptForm({ draft, action, isAsked, onUse, onPublish }: PromptFormProps) {
  const { written, write, keeping } = draft;
  const id = useId();
  const measured = useMeasured(written);
  const names = variablesOf(written.text);
  /** Was it asked for? Then what is missing is said at its field. */
  const [asked, setAsked] = useState(isAsked);
  const [busy, setBusy] = useState(false);
  const filled = fillPrompt(written.text, written.values);
  const problem = lengthProblem(filled, written.text);
  const isTooLong = measured.length > PROMPT_CHARACTERS.max;
  const shownProblem = asked || isTooLong ? problem : null;
  const { missing } = filled;

  const focus = (part: string) => document.getElementById(`${id}-${part}`)?.focus();
  const firstMissing = useRef(isAsked && problem === null ? missing[0] : undefined);
  useEffect(() => {
    if (firstMissing.current !== undefined) document.getElementById(`${id}-${firstMissing.current}`)?.focus();
  }, [id]);

  const use = async () => {
    if (busy) return;
    setAsked(true);
    if (problem !== null || filled.text === null) return focus("text");
    if (missing[0] !== undefined) return focus(missing[0]);
    setBusy(true);
    await Promise.race([draft.flush(), new Promise((resolve) => setTimeout(resolve, SAVE_MS))]);
    const title = promptTitle({ title: written.title, beginning: promptBeginning(written.text) });
    const values = usedValues(names, written.values);
    onUse({ text: filled.text, template: written.text, values, title, draftId: draft.id() });
  };

  /** The choice goes away with its buttons; the keyboard is then in the text. */
  const choose = (outcome: () => void) => {
    outcome();
    focus("text");
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void use();
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for what its fields lead to, which has a button. */}
      <div className="flex-1 px-4 pt-4 pb-6" onKeyDown={onKeyDown}>
        <Field id={`${id}-title`} label="Title">
          <Input
            id={`${id}-title`}
            dir="auto"
            autoComplete="off"
            maxLength={DRAFTS.title}
            placeholder={promptBeginning(written.text) || "Untitled prompt"}
            value={written.title}
            onChange={(event) => write({ title: event.target.value })}
          />
        </Field>
        <Field id={`${id}-text`} label="System prompt" problem={shownProblem} className="mt-4">
          <Textarea
            id={`${id}-text`}
            autoFocus
            spellCheck={false}
            value={written.text}
            onChange={(event) => {
              setAsked(false);
              write({ text: event.target.value });
            }}
            aria-invalid={shownProblem !== null}
            aria-describedby={`${id}-count${shownProblem === null ? "" : ` ${id}-text-problem`}`}
            placeholder={"You are a careful editor. Rewrite what you are given for {{audience}}."}
            className="quiet-scroll field-sizing-fixed! h-[38dvh] min-h-44 resize-y! font-mono text-13 leading-5 max-sm:text-16 max-sm:leading-6"
          />
        </Field>
        <p id={`${id}-count`} className="figures mt-1 text-12 text-faint">
          {countWords(measured, names.length > 0)}
        </p>
        <VariableFields
          id={id}
          names={names}
          values={written.values}
          missing={asked ? missing : []}
          onChange={(values) => write({ values: keptValues(names, values) })}
        />
      </div>
      <footer className="sticky bottom-0 border-t bg-raised px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-2">
          <Button look="primary" busy={busy} onClick={() => void use()}>
            {action}
          </Button>
          <Button onClick={onPublish}>Publish as package</Button>
          <div className="min-w-0 flex-1 basis-32 pl-1">
            {isTooLong ? (
              <p className="text-12 text-bad-ink">Not saved while it is too long. Your text stays in this tab.</p>
            ) : asked && problem === null && missing.length > 0 ? (
              <p role="status" className="wrap-anywhere text-12 text-bad-ink">
                {missingProblem(missing)}
              </p>
            ) : (
              <KeepingLine
                keeping={keeping}
                onSave={() => void draft.flush()}
                onReplace={() => choose(draft.replace)}
                onBranch={() => choose(draft.branch)}
              />
            )}
          </div>
        </div>
      </footer>
    </>
  );
}
