import { promptName } from "@/components/shares/made-with";
import { MODELS } from "@/lib/models/models";
import { firstWords } from "@/lib/sessions/first-words";
import type { SharedSession } from "@/lib/sessions/shared-session";

const LONGEST = 200;

/** With what and on which model a shared answer was made. */
export function madeWith({ turns }: Pick<SharedSession, "turns">): { prompt: string; model: string } {
  const run = turns[0]?.runs[0];
  return run === undefined
    ? { prompt: "", model: "" }
    : { prompt: promptName(run.prompt), model: MODELS[run.model].label };
}

/** What previews say of a link. */
export function describeShare({ turns }: Pick<SharedSession, "turns">): string {
  return firstWords(turns[0]?.runs[0]?.response ?? "", LONGEST);
}
