import type { Answer } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { PromptDraft } from "@/lib/prompts/prompt";
import type { Written } from "./prompt-requests";

/** How far a draft is with the server. */
export type Keeping =
  /** Nothing was written since it was opened. */
  | { state: "idle" }
  | { state: "waiting" }
  | { state: "saving" }
  | { state: "saved" }
  | { state: "failed"; error: ErrorBody; status: number };

export type DraftKeeper = {
  /** The draft's id, once it has one. */
  id: () => string | null;
  /** Takes what is written now; it is saved when the writing pauses. */
  write: (written: Written) => void;
  /** Saves at once what is not saved; true when all is. */
  flush: () => Promise<boolean>;
  /** The same, and makes a draft also of what it was begun with; null when it could not be saved. */
  require: () => Promise<string | null>;
  /** Tells how it goes from now on, until `end`. */
  begin: () => void;
  /** Saves what is left, and then no more. */
  end: () => void;
};

export type KeeperWorld = {
  make: (written: Written, key: string) => Promise<Answer<PromptDraft>>;
  change: (id: string, change: Partial<Written>) => Promise<Answer<PromptDraft>>;
  /** Holds what is not saved in the tab; null: all is saved. `id` is the one under which it was held before. */
  hold: (id: string | null, unsaved: (Written & { key: string | null }) | null) => void;
  tell: (keeping: Keeping) => void;
  newKey: () => string;
};

/** So long the writing is to rest: a minute of it stays under the limit of writes. */
export const PAUSE_MS = 1_200;
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

/** What is opened: a draft as the server has it, or a new one with the key under which it may have been sent before. */
export type Opened = { id: string | null; saved: Written; key: string | null };

/**
 * Saves one draft while it is written, one request at a time and always the newest words. What is not saved is held
 * in the tab until it is. A draft that was deleted elsewhere meanwhile is made anew.
 */
export function keepDraft(opened: Opened, world: KeeperWorld): DraftKeeper {
  let id = opened.id;
  /** What the server has; null while that is not known. */
  let saved: Written | null = opened.saved;
  let written = opened.saved;
  let key = opened.key ?? world.newKey();
  /** A key that was sent before may have made a draft of older words. */
  let isSentBefore = opened.key !== null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<boolean> | null = null;
  let isOver = false;

  const tell = (keeping: Keeping) => {
    if (!isOver) world.tell(keeping);
  };
  const isKept = () => Object.keys(changesOf(saved, written)).length === 0;
  const hold = () => world.hold(id, isKept() ? null : { ...written, key: id === null ? key : null });

  const made = async (): Promise<Answer<PromptDraft>> => {
    const now = written;
    const answer = await world.make(now, key);
    if (answer.ok) {
      world.hold(null, null);
      ({ id } = answer.body);
      saved = isSentBefore ? null : now;
    }
    isSentBefore = true;
    return answer;
  };

  const changed = async (known: string): Promise<Answer<PromptDraft>> => {
    const now = written;
    const answer = await world.change(known, changesOf(saved, now));
    if (answer.ok) saved = now;
    else if (answer.status === 404) {
      world.hold(known, null);
      [id, saved, key, isSentBefore] = [null, null, world.newKey(), false];
    }
    return answer;
  };

  const send = async (): Promise<boolean> => {
    while (!isKept()) {
      tell({ state: "saving" });
      const wasThere = id;
      const answer = wasThere === null ? await made() : await changed(wasThere);
      hold();
      const isGone = wasThere !== null && id === null;
      if (answer.ok || isGone) continue;
      tell({ state: "failed", error: answer.error, status: answer.status });
      if (isLater(answer.status) && !isOver) timer = setTimeout(() => void flush(), AGAIN_MS);
      return false;
    }
    tell({ state: "saved" });
    return true;
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
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
    begin: () => {
      isOver = false;
    },
    end: () => {
      void flush();
      isOver = true;
    },
  };
}
