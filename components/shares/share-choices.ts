import type { Share, ShareBody } from "@/lib/sessions/share";

/** Everything its author decides about a link. */
export type ShareChoices = {
  title: string;
  runIds: readonly string[];
  includePrompt: boolean;
  /** Findings that stay as they are. */
  shownFindings: readonly string[];
  listed: boolean;
  /** ISO instant; null: never. */
  expiresAt: string | null;
};

/** A body as it is sent: dates are text. */
type SentBody = Omit<ShareBody, "expiresAt"> & { expiresAt?: string | null };

/** What decides what readers see; null while there is nothing to see. */
export function contentBody({ title, runIds, includePrompt, shownFindings }: ShareChoices): SentBody | null {
  if (runIds.length === 0) return null;
  const named = title.trim() === "" ? {} : { title };
  return { ...named, runIds: [...runIds], includePrompt, shownFindings: [...shownFindings] };
}

/** The body that makes a link. */
export function newShareBody(choices: ShareChoices): SentBody {
  const { listed, expiresAt } = choices;
  return { ...contentBody(choices), listed, expiresAt };
}

/** The choices that a link was made with. */
export function choicesOf(link: Share): ShareChoices {
  const { title, runIds, includePrompt, shownFindings, listed, expiresAt } = link;
  return { title, runIds, includePrompt, shownFindings, listed, expiresAt };
}

const sameMembers = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((member) => b.includes(member));

/**
 * The body that changes a link, with nothing in it that stays: to show less is allowed where to show more is not.
 * Null where nothing is to be changed.
 */
export function changedBody(choices: ShareChoices, link: Share): SentBody | null {
  const { title, runIds, includePrompt, shownFindings, listed, expiresAt } = choices;
  const body = {
    ...(title.trim() === "" || title === link.title ? {} : { title }),
    ...(sameMembers(runIds, link.runIds) ? {} : { runIds: [...runIds] }),
    ...(includePrompt === link.includePrompt ? {} : { includePrompt }),
    ...(sameMembers(shownFindings, link.shownFindings) ? {} : { shownFindings: [...shownFindings] }),
    ...(listed === link.listed ? {} : { listed }),
    ...(expiresAt === link.expiresAt ? {} : { expiresAt }),
  };
  return Object.keys(body).length === 0 ? null : body;
}
