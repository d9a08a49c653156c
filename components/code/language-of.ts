import { endingOf } from "@/lib/code-files/preview-kind";

/** The language that a file's name stands for, as the highlighter knows it; null for a name that says nothing. */
export function languageOf(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return name === "dockerfile" ? "dockerfile" : endingOf(path) || null;
}
