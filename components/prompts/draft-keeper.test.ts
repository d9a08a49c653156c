import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "@/components/http/request";
import type { PromptDraft } from "@/lib/prompts/prompt";
import { AGAIN_MS, type Keeping, keepDraft, PAUSE_MS } from "./draft-keeper";
import type { Written } from "./prompt-requests";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const EMPTY: Written = { title: "", text: "", values: {} };
const wrote = (text: string, more: Partial<Written> = {}): Written => ({ ...EMPTY, text, ...more });
const made = (id = "d"): Answer<PromptDraft> => ({
  ok: true,
  body: { id, ...EMPTY, createdAt: "2026-11-28T00:00:00.000Z", updatedAt: "2026-11-28T00:00:00.000Z" },
});
const refused = (status: number): Answer<PromptDraft> => ({
  ok: false,
  status,
  error: { error: "internal", message: "No." },
});

/** The draft as it was saved in a second of this minute. */
const draftAt = (second: string, written: Written): PromptDraft => ({
  id: "d",
  ...written,
  createdAt: "2026-11-28T00:00:00.000Z",
  updatedAt: `2026-11-28T00:00:${second}.000Z`,
});
const savedAt = (second: string, written: Written): Answer<PromptDraft> => ({
  ok: true,
  body: draftAt(second, written),
});
const changedElsewhere = (second: string, theirs: Written): Answer<PromptDraft> => ({
  ok: false,
  status: 409,
  error: { error: "conflict", message: "No.", reason: "changed", draft: draftAt(second, theirs) },
});
const opened = (text: string) => ({
  id: "d",
  saved: wrote(text),
  savedAt: draftAt("01", EMPTY).updatedAt,
  unsaved: null,
});

/** A server that answers in this order, and what was sent to it and held in the tab. */
function world(answers: Answer<PromptDraft>[]) {
  const sent: unknown[] = [];
  const bases: (string | null)[] = [];
  const held: Record<string, string> = {};
  const told: Keeping["state"][] = [];
  let keys = 0;
  const next = async () => answers.shift() ?? made();
  const its = {
    make: (written: Written, key: string) => {
      sent.push([key, written.text]);
      return next();
    },
    change: (id: string, change: Partial<Written>, basedOn: string | null) => {
      sent.push([id, change]);
      bases.push(basedOn?.slice(17, 19) ?? null);
      return next();
    },
    hold: (id: string | null, unsaved: Written | null) => {
      if (unsaved === null) delete held[id ?? "new"];
      else held[id ?? "new"] = unsaved.text;
    },
    tell: ({ state }: Keeping) => told.push(state),
    newKey: () => {
      keys += 1;
      return `key${keys}`;
    },
  };
  return { its, sent, bases, held, told };
}

test("a new prompt is made once the writing pauses, and then changed by what is new", async () => {
  const { its, sent, held, told } = world([made()]);
  const keeper = keepDraft({ id: null, saved: EMPTY, savedAt: null, unsaved: null }, its);
  keeper.write(wrote("a"));
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  keeper.write(wrote("ab"));
  expect([sent, held]).toEqual([[], { new: "ab" }]);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect([keeper.id(), held, told.at(-1)]).toEqual(["d", {}, "saved"]);
  keeper.write(wrote("ab", { title: "T" }));
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(sent).toEqual([
    ["key1", "ab"],
    ["d", { title: "T" }],
  ]);
});

test("nothing is made of nothing, and what was taken back is not sent", async () => {
  const { its, sent, held } = world([]);
  const keeper = keepDraft({ id: null, saved: EMPTY, savedAt: null, unsaved: null }, its);
  keeper.write(wrote("a"));
  keeper.write(EMPTY);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect([await keeper.flush(), sent, held]).toEqual([true, [], {}]);
});

test("what a new prompt was begun with is a draft once it changes, or has to be one", async () => {
  const { its, sent } = world([made("d")]);
  const keeper = keepDraft({ id: null, saved: wrote("begun"), savedAt: null, unsaved: null }, its);
  expect([await keeper.flush(), keeper.id(), sent]).toEqual([true, null, []]);
  expect(await keeper.require()).toBe("d");
  expect(await keeper.require()).toBe("d");
  expect(sent).toEqual([["key1", "begun"]]);
});

test("what could not be saved is held in the tab, said, and sent again by itself under the same key", async () => {
  const { its, sent, held, told } = world([refused(0), made(), made()]);
  const keeper = keepDraft({ id: null, saved: EMPTY, savedAt: null, unsaved: null }, its);
  keeper.write(wrote("a"));
  expect(await keeper.flush()).toBe(false);
  expect([held, told.at(-1)]).toEqual([{ new: "a" }, "failed"]);
  keeper.write(wrote("ab"));
  await vi.advanceTimersByTimeAsync(AGAIN_MS);
  // The first one may have been made of the older words, with its answer lost: the newest are sent after it.
  expect(sent).toEqual([
    ["key1", "a"],
    ["key1", "ab"],
    ["d", wrote("ab")],
  ]);
  expect(held).toEqual({});
});

test("what is refused for good is not sent again before it changes", async () => {
  const { its, sent } = world([refused(409)]);
  const keeper = keepDraft({ id: null, saved: EMPTY, savedAt: null, unsaved: null }, its);
  keeper.write(wrote("a"));
  await vi.advanceTimersByTimeAsync(PAUSE_MS + 2 * AGAIN_MS);
  expect(sent).toHaveLength(1);
});

test("words written while others are on their way are sent after them", async () => {
  const { its, sent } = world([made("d"), made("d")]);
  const keeper = keepDraft({ id: "d", saved: wrote("a"), savedAt: null, unsaved: null }, its);
  keeper.write(wrote("ab"));
  const flushed = keeper.flush();
  keeper.write(wrote("abc"));
  keeper.end();
  expect(await flushed).toBe(true);
  expect(sent).toEqual([
    ["d", { text: "ab" }],
    ["d", { text: "abc" }],
  ]);
});

test("a draft that was deleted elsewhere is made anew with what is written here", async () => {
  const { its, sent, held } = world([refused(404), made("e")]);
  const keeper = keepDraft({ id: "d", saved: wrote("a"), savedAt: null, unsaved: null }, its);
  keeper.write(wrote("ab"));
  expect(await keeper.flush()).toBe(true);
  expect([keeper.id(), held]).toEqual(["e", {}]);
  expect(sent).toEqual([
    ["d", { text: "ab" }],
    ["key2", "ab"],
  ]);
});

test("each save is based on the one before it", async () => {
  const { its, bases } = world([savedAt("02", wrote("ab")), savedAt("03", wrote("abc"))]);
  const keeper = keepDraft(opened("a"), its);
  for (const text of ["ab", "abc"]) {
    keeper.write(wrote(text));
    await keeper.flush();
  }
  expect(bases).toEqual(["01", "02"]);
});

test("a draft that was written elsewhere is left as it is, and what is written here is held in the tab", async () => {
  const { its, sent, held, told } = world([changedElsewhere("05", wrote("theirs"))]);
  const keeper = keepDraft(opened("a"), its);
  keeper.write(wrote("mine"));
  expect(await keeper.flush()).toBe(false);
  keeper.write(wrote("mine, longer"));
  await vi.advanceTimersByTimeAsync(PAUSE_MS + 2 * AGAIN_MS);
  expect([await keeper.flush(), await keeper.require()]).toEqual([false, null]);
  expect(sent).toEqual([["d", { text: "mine" }]]);
  expect([held, told.at(-1)]).toEqual([{ d: "mine, longer" }, "conflict"]);
});

test("after a conflict the one takes the place of the other, if nobody wrote it again meanwhile", async () => {
  const { its, sent, bases, held, told } = world([
    changedElsewhere("05", wrote("theirs", { title: "Theirs" })),
    savedAt("06", wrote("mine")),
  ]);
  const keeper = keepDraft(opened("a"), its);
  keeper.write(wrote("mine"));
  await keeper.flush();
  keeper.replace();
  expect(await keeper.flush()).toBe(true);
  expect(sent.at(-1)).toEqual(["d", { text: "mine", title: "" }]);
  expect([bases, held, told.at(-1)]).toEqual([["01", "05"], {}, "saved"]);
});

test("after a conflict both are kept, each a draft of its own", async () => {
  const { its, sent, held } = world([changedElsewhere("05", wrote("theirs")), made("e")]);
  const keeper = keepDraft(opened("a"), its);
  keeper.write(wrote("mine"));
  await keeper.flush();
  keeper.branch();
  // Held also while it is on its way, under no draft that is there.
  expect(held).toEqual({ new: "mine" });
  expect([await keeper.flush(), keeper.id(), held]).toEqual([true, "e", {}]);
  expect(sent.at(-1)).toEqual(["key2", "mine"]);
});

test("our own save whose answer was lost is no conflict, also after a reload", async () => {
  const lost = world([refused(0), changedElsewhere("02", wrote("ab", { title: "T" })), savedAt("03", EMPTY)]);
  const keeper = keepDraft(opened("a"), lost.its);
  keeper.write(wrote("ab", { title: " T " }));
  await keeper.flush();
  keeper.write(wrote("abc", { title: " T " }));
  expect([await keeper.flush(), lost.bases]).toEqual([true, ["01", "01", "02"]]);

  const reloaded = world([changedElsewhere("02", wrote("ab")), savedAt("03", EMPTY)]);
  const unsaved = { ...wrote("abc"), key: null, basedOn: opened("a").savedAt, inDoubt: [wrote("ab")] };
  const again = keepDraft({ ...opened("ab"), unsaved }, reloaded.its);
  again.write(wrote("abc"));
  expect([await again.flush(), reloaded.bases]).toEqual([true, ["01", "02"]]);
});

test("what its variables were filled with elsewhere is no conflict: the newest stands", async () => {
  const { its, sent } = world([changedElsewhere("05", wrote("a", { values: { of: "theirs" } })), made()]);
  const keeper = keepDraft(opened("a"), its);
  keeper.write(wrote("a", { values: { of: "mine" } }));
  expect([await keeper.flush(), sent.at(-1)]).toEqual([true, ["d", { values: { of: "mine" } }]]);
});
