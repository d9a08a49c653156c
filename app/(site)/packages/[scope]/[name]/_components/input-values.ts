import type { ErrorBody } from "@/lib/errors";
import type { SuggestedInput } from "@/lib/packages/package";

const INPUT_FIELDS = ["title", "input", "category", "recommendedModel"] as const;
export type InputField = (typeof INPUT_FIELDS)[number];
type InputValues = Record<InputField, string | null>;

/** What a form says; a choice of nothing is null. */
export function readInputValues(form: FormData): InputValues {
  const text = (name: InputField) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return {
    title: text("title"),
    // Forms send line breaks in their own way; an input has the one that everything else has.
    input: text("input").replaceAll("\r\n", "\n"),
    category: text("category") || null,
    recommendedModel: text("recommendedModel") || null,
  };
}

/** Only what was changed: a manifest may hold longer texts and other categories than are written here. */
export function changedValues(known: SuggestedInput, values: InputValues): Partial<InputValues> {
  return Object.fromEntries(
    INPUT_FIELDS.filter((name) => values[name] !== known[name]).map((name) => [name, values[name]]),
  );
}

const NAMES: Record<InputField, string> = {
  title: "The title",
  input: "The input",
  category: "The category",
  recommendedModel: "The model",
};

export type InputProblems = Partial<Record<InputField | "all", string>>;

/** Why a form was refused, each sentence for the field it is about. */
export function problemsOf(error: ErrorBody): InputProblems {
  const issues = Array.isArray(error["issues"]) ? (error["issues"] as { path: string; message: string }[]) : [];
  const named = issues.flatMap(({ path, message }) => {
    const field = INPUT_FIELDS.find((name) => name === path);
    const isSentence = message.endsWith(".");
    return field === undefined ? [] : [[field, isSentence ? message : `${NAMES[field]} ${message}.`]];
  });
  return named.length === 0 ? { all: error.message } : Object.fromEntries(named.toReversed());
}
