import type { ModelName } from "@/lib/models/models";
import { findPackage } from "@/lib/packages/get-package.server";
import type { PackageDetail } from "@/lib/packages/package";
import { recommendedModelOf } from "@/lib/packages/suggested-input";
import { findOwnPrompt } from "@/lib/prompts/find-own-prompt.server";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import type { SessionDetail, TurnRun } from "@/lib/sessions/session";
import { findAskedPackage, findForkBeginning, findSharedPackage, findSharedTurn } from "./asked-package";
import type { ForkPrompt } from "./fork-words";

/** What an address asks to begin with. */
type Asked = Record<"package" | "suggestion" | "shared" | "turn" | "prompt", string | undefined> & {
  run: string | null;
};

/** What a page begins with beside its thread; of a fork in which nothing ran yet also how it was asked. */
export type Begin = {
  item: PackageDetail | null;
  own: OwnPrompt | null;
  /** The draft to open in the editor, because it cannot be run as it is; `new`: one to begin. */
  write: string | null;
  model: ModelName | null;
  input: string | null;
  forkPrompt: ForkPrompt | null;
};

const NOTHING: Begin = { item: null, own: null, write: null, model: null, input: null, forkPrompt: null };

const NEW_PROMPT = "new";

/** `?shared=` is a link's token, `&turn=` which of its turns is to be tried, from 0. Null when the link is not live. */
async function beginShared(viewerId: string | null, token: string, turn: string, at: Date): Promise<Begin | null> {
  const tried = await findSharedTurn(viewerId, token, turn, at);
  const run = tried?.runs[0];
  if (tried === null || run === undefined) return null;
  const item = await findSharedPackage(viewerId, run.prompt);
  return { ...NOTHING, model: run.model, input: tried.userInput, item };
}

async function beginFork(viewerId: string, session: SessionDetail, at: Date): Promise<Begin> {
  const start = await findForkBeginning(viewerId, session.id, at);
  if (start === null) return { ...NOTHING, forkPrompt: "taken_down" };
  const { model, packageId, packageVersion, prompt } = start;
  const item = packageId === null ? null : await findPackage(viewerId, { id: packageId }, packageVersion ?? undefined);
  return { ...NOTHING, item, model, forkPrompt: prompt };
}

/** What a thread goes on from: of its last turn the run that was asked for, else the first. */
export function lastRun({ turns }: SessionDetail, asked: string | null): TurnRun | undefined {
  const runs = turns.at(-1)?.runs ?? [];
  return runs.find(({ runId }) => runId === asked) ?? runs[0];
}

async function beginSession(viewerId: string, session: SessionDetail, run: string | null, at: Date): Promise<Begin> {
  const last = lastRun(session, run);
  if (last === undefined && session.fork !== null) return beginFork(viewerId, session, at);
  const used = last?.packageRef ?? null;
  const item = used === null ? null : await findPackage(viewerId, { id: used.id }, used.version);
  return { ...NOTHING, item, model: last?.model ?? null };
}

/** `?prompt=` is a draft of the reader's own, or `new`. */
async function beginOwn(viewerId: string | null, asked: string): Promise<Begin | null> {
  if (asked === NEW_PROMPT) return { ...NOTHING, write: NEW_PROMPT };
  const found = viewerId === null ? null : await findOwnPrompt(viewerId, asked);
  if (found === null) return null;
  return { ...NOTHING, own: found.prompt, write: found.prompt === null ? asked : null };
}

/** Null when what the address asks for is not there. */
export async function findBegin(
  viewerId: string | null,
  session: SessionDetail | null,
  asked: Asked,
  at: Date,
): Promise<Begin | null> {
  if (session !== null && viewerId !== null) {
    return beginSession(viewerId, session, asked.run, at);
  }
  if (asked.shared !== undefined) return beginShared(viewerId, asked.shared, asked.turn ?? "0", at);
  if (asked.prompt !== undefined) return beginOwn(viewerId, asked.prompt);
  if (asked.package === undefined) return NOTHING;
  const item = await findAskedPackage(viewerId, asked.package);
  if (item === null) return null;
  const suggestion = item.suggestedInputs.find(({ id }) => id === asked.suggestion);
  if (suggestion === undefined) return { ...NOTHING, item };
  return { ...NOTHING, item, input: suggestion.input, model: recommendedModelOf(suggestion) };
}
