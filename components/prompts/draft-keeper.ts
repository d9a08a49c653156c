import type { Answer } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { PromptDraft } from "@/lib/prompts/prompt";
import type { Written } from "./prompt-requests";
import type { UnsavedPrompt } from "./unsaved-prompt";

/** How far a draft is with the server. */
export type Keeping =
  /** Nothing was written since it was opened. */
  | { state: "idle" }
  | { state: "waiting" }
  | { state: "saving" }
  | { state: "saved" }
  | { state: "failed"; error: ErrorBody; status: number }
  /** Somebody wrote it elsewhere meanwhile; nothing is saved until one says what is to become of both. */
  | { state: "conflict" };

export type DraftKeeper = {
  /** The draft's id, once it has one. */
  id: () => string | null;
  /** Takes what is written now; it is saved when the writing pauses. */
  write: (written: Written) => void;
  /** Saves at once what is not saved; true when all is. */
  flush: () => Promise<boolean>;
  /** The same, and makes a draft also of what it was begun with; null when it could not be saved. */
  require: () => Promise<string | null>;
  /** After a conflict: what is written here takes the place of the other. */
  replace: () => void;
  /** After a conflict: what is written here becomes a draft of its own. */
  branch: () => void;
  /** Tells how it goes from now on, until `end`. */
  begin: () => void;
  /** Saves what is left, and then no more. */
  end: () => void;
};

export type KeeperWorld = {
  make: (written: Written, key: string) => Promise<Answer<PromptDraft>>;
  /** `basedOn` is when what was changed was saved; null: whatever is there is changed. */
  change: (id: string, change: Partial<Written>, basedOn: string | null) => Promise<Answer<PromptDraft>>;
  /** Holds what is not saved in the tab; null: all is saved. `id` is the one under which it was held before. */
  hold: (id: string | null, unsaved: UnsavedPrompt | null) => void;
  tell: (keeping: Keeping) => void;
  newKey: () => string;
};

/** So long the writing is to rest: a minute of it stays under the limit of writes. */
export const PAUSE_MS = 1_200;
/** Of what may have been taken, so many are remembered. */
const IN_DOUBT = 3;
/** After so long a save that failed is tried again by itself. */
export const AGAIN_MS = 15_000;

const isLater = (status: number) => status === 0 || status === 429 || status >= 500;

function changesOf(before: Written | null, now: Written): Partial<Written> {
  if (before === null) return now;
  return {
    ...(before.title !== now.title && { title: now.title }),
    ...(before.text !== now.text && { text: now.text }),
    ...(JSON.stringify(before.values) !== JSON.stringify(now.values) && { values: now.values }),
  };
}

/** A title as the server keeps it. */
const kept = (written: Written) => ({ ...written, title: written.title.replace(/\s+/g, " ").trim() });
const isSame = (one: Written, other: Written) => Object.keys(changesOf(kept(one), kept(other))).length === 0;

function wordsOf({ title, text, values }: PromptDraft): Written {
  return { title, text, values };
}

/** The draft as it is, of a refusal to change one that was written elsewhere meanwhile. */
function changedElsewhere(answer: Answer<PromptDraft>): PromptDraft | null {
  if (answer.ok || answer.status !== 409 || answer.error["reason"] !== "changed") return null;
  return answer.error["draft"] as PromptDraft;
}

/** What is opened: a draft as the server has it since `savedAt`, or a new one; and what of it was left unsaved. */
export type Opened = { id: string | null; saved: Written; savedAt: string | null; unsaved: UnsavedPrompt | null };

/**
 * Saves one draft while it is written, one request at a time and always the newest words. What is not saved is held
 * in the tab until it is. A draft that was deleted elsewhere meanwhile is made anew; one that was written elsewhere is
 * left as it is until one chooses. What its variables were filled with last is no writing: the newest wins.
 */
export function keepDraft(opened: Opened, world: KeeperWorld): DraftKeeper {
  let id = opened.id;
  /** What the server has; null while that is not known. */
  let saved: Written | null = opened.saved;
  let written = opened.saved;
  const { key: keyBefore = null, basedOn: basedBefore = opened.savedAt, inDoubt: doubted = [] } = opened.unsaved ?? {};
  let key = keyBefore ?? world.newKey();
  /** A key that was sent before may have made a draft of older words. */
  let isSentBefore = keyBefore !== null;
  /** When the draft that is changed here was saved. */
  let basedOn: string | null = basedBefore;
  /** What was sent and may have been taken, as no answer came. */
  let inDoubt: readonly Written[] = doubted;
  /** What somebody wrote elsewhere, until one has chosen. */
  let theirs: PromptDraft | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<boolean> | null = null;
  let isOver = false;

  const tell = (keeping: Keeping) => {
    if (!isOver) world.tell(keeping);
  };
  const isKept = () => Object.keys(changesOf(saved, written)).length === 0;
  const hold = () => world.hold(id, isKept() ? null : { ...written, key: id === null ? key : null, basedOn, inDoubt });
  /** The server is known to have a draft as it was saved then. */
  const know = (draft: PromptDraft) => {
    [basedOn, inDoubt] = [draft.updatedAt, []];
  };
  const forget = (known: string) => {
    world.hold(known, null);
    [id, saved, key, isSentBefore, basedOn, inDoubt] = [null, null, world.newKey(), false, null, []];
  };

  const made = async (): Promise<Answer<PromptDraft>> => {
    const now = written;
    const answer = await world.make(now, key);
    if (answer.ok) {
      world.hold(null, null);
      ({ id } = answer.body);
      know(answer.body);
      saved = isSentBefore ? null : now;
    }
    isSentBefore = true;
    return answer;
  };

  const changed = async (known: string): Promise<Answer<PromptDraft>> => {
    const now = written;
    const before = saved;
    inDoubt = [...inDoubt, now].slice(-IN_DOUBT);
    hold();
    const answer = await world.change(known, changesOf(before, now), basedOn);
    const other = changedElsewhere(answer);
    if (answer.ok) {
      saved = now;
      know(answer.body);
    } else if (answer.status === 404) forget(known);
    else if (other !== null) meet(other, before);
    return answer;
  };

  /** Goes on from what is there when it is our own words, or says no other ones than we knew; else one has to choose. */
  const meet = (other: PromptDraft, before: Written | null) => {
    const words = wordsOf(other);
    const isOurs = inDoubt.some((sent) => isSame(sent, words));
    const isRefilled = before !== null && isSame({ ...before, values: words.values }, words);
    if (isOurs || isRefilled) {
      saved = words;
      know(other);
    } else theirs = other;
  };

  const send = async (): Promise<boolean> => {
    while (!isKept()) {
      tell({ state: "saving" });
      const wasThere = id;
      const answer = wasThere === null ? await made() : await changed(wasThere);
      hold();
      if (theirs !== null) {
        tell({ state: "conflict" });
        return false;
      }
      const isGone = wasThere !== null && id === null;
      if (answer.ok || isGone || changedElsewhere(answer) !== null) continue;
      tell({ state: "failed", error: answer.error, status: answer.status });
      if (isLater(answer.status) && !isOver) timer = setTimeout(() => void flush(), AGAIN_MS);
      return false;
    }
    tell({ state: "saved" });
    return true;
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    if (theirs !== null) return Promise.resolve(false);
    if (isKept() && sending === null) return Promise.resolve(true);
    sending ??= send().finally(() => {
      sending = null;
    });
    return sending;
  };

  return {
    id: () => id,
    write: (now) => {
      written = now;
      hold();
      clearTimeout(timer);
      if (theirs !== null) return;
      if (isKept()) return tell({ state: "idle" });
      tell({ state: "waiting" });
      if (!isOver) timer = setTimeout(() => void flush(), PAUSE_MS);
    },
    flush,
    require: async () => {
      if (sending !== null) await sending;
      if (id === null) saved = null;
      return (await flush()) ? id : null;
    },
    replace: () => {
      if (theirs === null) return;
      saved = wordsOf(theirs);
      know(theirs);
      theirs = null;
      void flush();
    },
    branch: () => {
      if (theirs === null) return;
      forget(theirs.id);
      theirs = null;
      hold();
      void flush();
    },
    begin: () => {
      isOver = false;
    },
    end: () => {
      void flush();
      isOver = true;
    },
  };
}
