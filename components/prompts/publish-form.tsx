"use client";

import Link from "next/link";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FORMAT_WORDS, packageHref, playgroundHref, SUBTYPE_WORDS } from "@/components/packages/package-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { PublishedPrompt } from "@/lib/prompts/prompt";
import { fillPrompt, variablesOf } from "@/lib/prompts/template";
import { loadScopes, publishDraft } from "./prompt-requests";
import { lengthProblem, missingProblem } from "./prompt-words";
import {
  firstPublishValues,
  PROMPT_FORMATS,
  PROMPT_SUBTYPES,
  type PublishProblems,
  type PublishValues,
  publishProblems,
} from "./publish-values";
import type { useKeptDraft } from "./use-kept-draft";

type PublishFormProps = { draft: ReturnType<typeof useKeptDraft>; onBack: () => void };

/** Where one may publish; the first is one's own handle. Empty until it is known. */
function useScopes(): readonly string[] {
  const [scopes, setScopes] = useState<readonly string[]>([]);
  useEffect(() => {
    let isOver = false;
    void loadScopes().then((answer) => {
      if (!isOver && answer.ok) setScopes(answer.body.items.map(({ scope }) => scope));
    });
    return () => {
      isOver = true;
    };
  }, []);
  return scopes;
}

/** What is published of a text with variables: chosen, because both can be meant. */
function FilledChoice({
  missing,
  filled,
  onChange,
}: {
  missing: readonly string[];
  filled: boolean;
  onChange: (filled: boolean) => void;
}) {
  const row = "finger flex min-h-8 items-start gap-2.5 py-1 text-13";
  return (
    <fieldset>
      <legend className="text-12 text-soft">Its variables</legend>
      <label className={row}>
        <input type="radio" className="mt-0.5 accent-ink" checked={!filled} onChange={() => onChange(false)} />
        <span>
          Stay as they are. A package has no fields: whoever runs it sends the text with{" "}
          <code className="font-mono text-12">{"{{name}}"}</code> in it.
        </span>
      </label>
      <label className={row}>
        <input
          type="radio"
          className="mt-0.5 accent-ink"
          checked={filled}
          disabled={missing.length > 0}
          onChange={() => onChange(true)}
        />
        <span className={missing.length > 0 ? "text-faint" : undefined}>
          Publish with the values filled in.{missing.length > 0 && ` ${missingProblem(missing)}`}
        </span>
      </label>
    </fieldset>
  );
}

function Published({ made, format, onBack }: { made: PublishedPrompt; format: string; onBack: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="flex-1 px-4 py-6 text-14">
      <h3 ref={heading} tabIndex={-1} className="wrap-anywhere text-16 font-strong outline-none">
        Published as @{made.scope}/{made.name} {made.version}
      </h3>
      <p className="mt-1 max-w-measure text-soft">Anyone can find, read and run it now. Your draft stays as it is.</p>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button asChild look="primary">
          <Link href={playgroundHref(made.packageId)}>Use the published package</Link>
        </Button>
        <Button asChild>
          <Link href={packageHref({ ...made, format })}>Open its page</Link>
        </Button>
        <Button look="quiet" onClick={onBack}>
          Back to the prompt
        </Button>
      </div>
    </div>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="grid gap-3 sm:grid-cols-2">{children}</div>;
}

/** Publishes a draft as a package: what it is called, where, and as what. */
export function PublishForm({ draft, onBack }: PublishFormProps) {
  const { written } = draft;
  const id = useId();
  const scopes = useScopes();
  const [values, setValues] = useState<PublishValues>(() => firstPublishValues(written.title.trim()));
  const [problems, setProblems] = useState<PublishProblems>({});
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<PublishedPrompt | null>(null);
  const { missing } = fillPrompt(written.text, written.values);
  const hasVariables = variablesOf(written.text).length > 0;

  const choose = (change: Partial<PublishValues>) => setValues((before) => ({ ...before, ...change }));

  const publish = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const published = values.filled ? fillPrompt(written.text, written.values) : { text: written.text, missing: [] };
    const length = lengthProblem(published, written.text);
    if (length !== null) return setProblems({ all: length });
    setBusy(true);
    setProblems({});
    const draftId = await draft.require();
    if (draftId === null) {
      setBusy(false);
      return setProblems({ all: "The draft could not be saved, so it was not published. Go back to see why." });
    }
    const { scope, ...rest } = values;
    const answer = await publishDraft(draftId, scope === "" ? rest : { ...rest, scope });
    setBusy(false);
    if (answer.ok) setMade(answer.body);
    else setProblems(publishProblems(answer.error));
  };

  const about = (name: keyof PublishProblems & string, label: string) => ({
    id: `${id}-${name}`,
    label,
    problem: problems[name] ?? null,
  });
  const field = (name: keyof PublishProblems & string) => ({
    id: `${id}-${name}`,
    ...(problems[name] !== undefined && { "aria-invalid": true, "aria-describedby": `${id}-${name}-problem` }),
  });

  if (made !== null) return <Published made={made} format={values.format} onBack={onBack} />;
  return (
    <form noValidate onSubmit={(event) => void publish(event)} className="flex flex-1 flex-col" aria-label="Publish">
      <div className="flex flex-1 flex-col gap-4 px-4 pt-4 pb-6">
        <p className="max-w-measure text-13 text-soft">
          A package is public: anyone can find, read and run it. A version never changes; you can publish newer ones.
        </p>
        <Row>
          <Field {...about("name", "Name")}>
            <Input
              {...field("name")}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              placeholder="release-notes"
              value={values.name}
              onChange={(event) => choose({ name: event.target.value })}
            />
          </Field>
          <Field {...about("scope", "Published by")}>
            <Select
              {...field("scope")}
              className="w-full"
              value={values.scope}
              onChange={(event) => choose({ scope: event.target.value })}
            >
              <option value="">{scopes[0] === undefined ? "You" : `@${scopes[0]}`}</option>
              {scopes.slice(1).map((scope) => (
                <option key={scope} value={scope}>
                  @{scope}
                </option>
              ))}
            </Select>
          </Field>
        </Row>
        <Field {...about("description", "What it does, in a sentence")}>
          <Textarea
            {...field("description")}
            rows={2}
            className="max-h-40 min-h-9"
            value={values.description}
            onChange={(event) => choose({ description: event.target.value })}
          />
        </Field>
        <Row>
          <Field {...about("subtype", "Kind")}>
            <Select
              {...field("subtype")}
              className="w-full"
              value={values.subtype}
              onChange={(event) => choose({ subtype: event.target.value as PublishValues["subtype"] })}
            >
              {PROMPT_SUBTYPES.map((subtype) => (
                <option key={subtype} value={subtype}>
                  {SUBTYPE_WORDS[subtype]}
                </option>
              ))}
            </Select>
          </Field>
          <Field {...about("format", "Written for")}>
            <Select
              {...field("format")}
              className="w-full"
              value={values.format}
              onChange={(event) => choose({ format: event.target.value as PublishValues["format"] })}
            >
              {PROMPT_FORMATS.map((format) => (
                <option key={format} value={format}>
                  {FORMAT_WORDS[format].name}
                </option>
              ))}
            </Select>
          </Field>
          <Field {...about("version", "Version")}>
            <Input
              {...field("version")}
              autoComplete="off"
              spellCheck={false}
              className="figures"
              value={values.version}
              onChange={(event) => choose({ version: event.target.value })}
            />
          </Field>
        </Row>
        {values.subtype === "slash-command" && (
          <p className="text-13 text-soft">
            A slash command is sent as the message, with the input in the place of{" "}
            <code className="font-mono text-12">$ARGUMENTS</code> or behind it.
          </p>
        )}
        {hasVariables && (
          <FilledChoice missing={missing} filled={values.filled} onChange={(filled) => choose({ filled })} />
        )}
      </div>
      <footer className="sticky bottom-0 flex flex-wrap items-center gap-2 border-t bg-raised px-4 py-3">
        <Button type="submit" look="primary" busy={busy}>
          {busy ? "Publishing" : "Publish"}
        </Button>
        <Button look="quiet" onClick={onBack}>
          Back to the prompt
        </Button>
        <Problem text={problems.all ?? null} className="min-w-48 flex-1" />
      </footer>
    </form>
  );
}
