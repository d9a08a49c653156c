"use client";

import { type FormEvent, useId, useState } from "react";
import { useAction } from "@/components/http/use-action";
import { categoryWords } from "@/components/packages/suggestion-words";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { MODEL_NAMES, MODELS } from "@/lib/models/models";
import type { SuggestedInput } from "@/lib/packages/package";
import { INPUT_CATEGORIES } from "@/lib/packages/suggested-input";
import { changedValues, type InputField, type InputProblems, problemsOf, readInputValues } from "./input-values";

type InputFormProps = {
  path: string;
  /** What is changed; null: a new one is written. */
  known: SuggestedInput | null;
  onClose: () => void;
};

/** Writes a suggested input, new or known. What is refused is said at its field, and nothing typed is lost. */
export function InputForm({ path, known, onClose }: InputFormProps) {
  const id = useId();
  const { busy, act } = useAction();
  const [problems, setProblems] = useState<InputProblems>({});
  const category = known?.category ?? "";
  const categories = category === "" ? INPUT_CATEGORIES : [...new Set([...INPUT_CATEGORIES, category])];

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const values = readInputValues(new FormData(event.currentTarget));
    const answer =
      known === null
        ? await act({ method: "POST", path, body: values, said: "Added." })
        : await act({ method: "PATCH", path, body: { id: known.id, ...changedValues(known, values) }, said: "Saved." });
    if (answer.ok) onClose();
    else setProblems(problemsOf(answer.error));
  };
  const about = (name: InputField, label: string) => ({ id: `${id}-${name}`, label, problem: problems[name] ?? null });
  const field = (name: InputField) => ({
    id: `${id}-${name}`,
    name,
    ...(problems[name] !== undefined && { "aria-invalid": true, "aria-describedby": `${id}-${name}-problem` }),
  });

  return (
    <form
      aria-label={known === null ? "New suggested input" : `Edit: ${known.title}`}
      noValidate
      onSubmit={(event) => void save(event)}
      className="flex flex-col gap-3"
    >
      <Field {...about("title", "Title")}>
        <Input {...field("title")} autoFocus autoComplete="off" defaultValue={known?.title} />
      </Field>
      <Field {...about("input", "Input")}>
        <Textarea {...field("input")} rows={5} className="max-h-96 min-h-28" defaultValue={known?.input} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Field {...about("category", "Category")} className="min-w-40 flex-1">
          <Select {...field("category")} defaultValue={category}>
            <option value="">None</option>
            {categories.map((name) => (
              <option key={name} value={name}>
                {categoryWords(name)}
              </option>
            ))}
          </Select>
        </Field>
        <Field {...about("recommendedModel", "Recommended model")} className="min-w-40 flex-1">
          <Select {...field("recommendedModel")} defaultValue={known?.recommendedModel ?? ""}>
            <option value="">The reader's choice</option>
            {MODEL_NAMES.map((name) => (
              <option key={name} value={name}>
                {MODELS[name].label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <Problem text={problems.all ?? null} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy}>
          {known === null ? "Add" : "Save"}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
