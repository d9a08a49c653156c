import "server-only";
import type { ProviderRequest } from "@/lib/anthropic/stream-message.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { keyedHash, sha256 } from "@/lib/hash.server";
import { priceInForce } from "@/lib/models/cost";
import {
  DEFAULT_MODEL,
  type Effort,
  MODEL_NAMES,
  MODELS,
  type Model,
  type ModelName,
  type ModelPrice,
} from "@/lib/models/models";
import { COMPOSITION } from "@/lib/packages/compose-prompt";
import {
  type ComposedRequest,
  composeRequest,
  differsFromSession,
  type PromptSource,
  withoutOldest,
} from "@/lib/runs/compose-request";
import { turnsToOmit, turnTokens } from "@/lib/runs/fit-history";
import { loadRunContext, type RunContext } from "@/lib/runs/load-context.server";
import { parentTokens, type WeighedPrompt, weighPrompt } from "@/lib/runs/prompt-weight";
import { type Quote, quoteRun } from "@/lib/runs/quote";
import type { RunRequest } from "@/lib/runs/run-request";

export type PreparedRun = {
  context: RunContext;
  model: Model;
  price: ModelPrice;
  source: PromptSource;
  composed: ComposedRequest;
  promptHash: string | null;
  weight: WeighedPrompt;
  quote: Quote;
  effort: Effort;
  parentRunId: string | null;
  /** Older turns that are not sent, and those that are, with their weight in tokens. */
  omittedTurns: number;
  history: { turns: number; tokens: number };
  provider: ProviderRequest;
};

/** A request whose files may be null: the default choice, whatever the run before had. */
export type RunToPrepare = Omit<RunRequest, "files"> & { files?: readonly string[] | null | undefined };

type Preparing = {
  now: Date;
  idempotencyKey?: string | null;
  /** Its place in a comparison, whose lanes go on from their own parents; null for a plain run. */
  lane?: number | null;
};

/** The provider's id of a model: our table's, or what the operator named for a server of their own. */
function providerModel(name: ModelName): string {
  const { MODEL_ID_HAIKU, MODEL_ID_SONNET, MODEL_ID_OPUS, MODEL_ID_FABLE } = env();
  const named = { haiku: MODEL_ID_HAIKU, sonnet: MODEL_ID_SONNET, opus: MODEL_ID_OPUS, fable: MODEL_ID_FABLE }[name];
  return named ?? MODELS[name].providerModel;
}

/** What else a remembered count depends on: how prompts are composed, and which models answer to our four names. */
function countedAs(): string {
  return JSON.stringify([COMPOSITION, ...MODEL_NAMES.map(providerModel)]);
}

function requireFound(request: RunToPrepare, context: RunContext): void {
  if (request.sessionId !== undefined && context.session === null) throw new AppError("not_found");
  if (!context.parentFound) throw new AppError("not_found");
  if (request.packageId !== undefined && context.package === null) throw new AppError("not_found");
}

/** A run of a session of which nothing is known to go on with: only a lane that begins there can be one. */
function unnamedPrompt(lane: number | null): AppError {
  const path = lane === null ? "packageId" : `lanes.${lane}.packageId`;
  const message = "name one of packageId, baseline and customPrompt: there is no run to go on from";
  return new AppError("invalid_input", { message: `${path}: ${message}`, details: { issues: [{ path, message }] } });
}

/** The prompt this run is asked for: what the request names, else what the session goes on with. */
function chooseSource(request: RunToPrepare, context: RunContext, lane: number | null): PromptSource {
  const last = context.session?.last ?? null;
  if (request.baseline) return { kind: "baseline" };
  if (request.customPrompt !== undefined) return { kind: "custom", text: request.customPrompt };
  if (context.package !== null) {
    // Files that were ticked in another package say nothing about this one.
    const ticked = last?.packageId === context.package.packageId ? last.files : null;
    return { ...context.package, kind: "package", selected: request.files === undefined ? ticked : request.files };
  }
  if (last === null) throw unnamedPrompt(lane);
  if (last.packageId !== null) throw new AppError("not_found", { message: "The package of this session is gone." });
  return last.customPrompt !== null ? { kind: "custom", text: last.customPrompt } : { kind: "baseline" };
}

function requireFits(request: RunToPrepare, context: RunContext, source: PromptSource, model: ModelName): void {
  const last = context.session?.last ?? null;
  const chosen = {
    packageId: context.package?.packageId ?? null,
    packageVersionId: source.kind === "package" ? source.versionId : null,
    customPrompt: source.kind === "custom" ? source.text : null,
    model,
  };
  if (last !== null && request.seam !== true && differsFromSession(last, chosen)) {
    throw new AppError("conflict", {
      message: "This thread goes on with its own package, version, prompt and model; send seam: true to change them.",
    });
  }
  if (context.history.some((turn) => turn.status === "running")) {
    throw new AppError("conflict", { message: "The turn before is still being answered." });
  }
}

/** Low where the budget is small or the model thinks anyway, so that the answer gets the room; else medium. */
function chooseEffort(request: RunToPrepare, model: Model, credits: number): Effort {
  return request.effort ?? (model.thinking === "always" || credits <= 2 ? "low" : "medium");
}

type Weighing = {
  context: RunContext;
  source: PromptSource;
  model: ModelName;
  promptHash: string | null;
  whole: ComposedRequest<RunContext["history"][number]>;
  userInput: string;
};

/** Weighs the prompt with so many of the oldest turns left out. */
function weigher({ context, source, model, promptHash, whole, userInput }: Weighing) {
  const { answered, omittable } = whole;
  const weights = new Map(turnTokens(answered).map((tokens, index) => [answered[index], tokens]));
  const all = [...weights.values()].reduce((sum, tokens) => sum + tokens, 0);
  const packageVersionId = source.kind === "package" ? source.versionId : null;
  const defaultFiles = source.kind === "package" && source.selected === null && context.package?.tokensCounted === true;
  return (omitted: number): WeighedPrompt & { historyTokens: number } => {
    const left = omittable.slice(0, omitted).reduce((sum, turn) => sum + (weights.get(turn) ?? 0), 0);
    const historyTokens = all - left;
    const weight = weighPrompt({
      system: whole.system,
      userInput: whole.sentInput ?? userInput,
      historyTokens,
      systemTokens: defaultFiles ? (context.package?.promptTokens ?? null) : null,
      // Counted with the whole thread.
      countedTokens: omitted === 0 ? context.countedTokens : null,
      parentTokens: parentTokens(answered.at(-1), { promptHash, packageVersionId, model, omittedTurns: omitted }),
    });
    return { ...weight, historyTokens };
  };
}

/**
 * Loads, composes, weighs and quotes a run in one database round trip and without calling the provider. Refuses with
 * not_found, conflict, invalid_input, budget_too_small, model_unavailable. Holds nothing.
 */
export async function prepareRun(
  userId: string,
  request: RunToPrepare,
  { now, idempotencyKey = null, lane = null }: Preparing,
): Promise<PreparedRun | { earlier: NonNullable<RunContext["earlier"]> }> {
  const { userInput, files, customPrompt } = request;
  const context = await loadRunContext({
    userId,
    sessionId: request.sessionId ?? null,
    lane,
    parentRunId: request.parentRunId,
    packageId: request.packageId ?? null,
    packageVersion: request.packageVersion ?? null,
    namesPrompt: request.baseline === true || customPrompt !== undefined,
    customPromptHash: customPrompt === undefined ? null : sha256(customPrompt),
    files,
    suggestedInputId: request.suggestedInputId ?? null,
    model: request.model ?? null,
    inputHash: sha256(userInput),
    countedAs: countedAs(),
    idempotencyKey,
    now,
  });
  if (context.earlier !== null) return { earlier: context.earlier };
  requireFound(request, context);
  const modelName = request.model ?? context.session?.last?.model ?? DEFAULT_MODEL;
  const source = chooseSource(request, context, lane);
  requireFits(request, context, source, modelName);
  const model = MODELS[modelName];
  const price = priceInForce(model, now);
  if (price === null) throw new AppError("model_unavailable", { details: { retryable: false, creditsCharged: 0 } });

  const whole = composeRequest(source, context.history, userInput);
  if (!whole.runnable) {
    const message = "Hooks, MCP servers and tools can be read here, not run.";
    throw new AppError("invalid_input", { message, details: { issues: [{ path: "packageId", message }] } });
  }
  const promptHash = whole.system === null ? null : sha256(whole.system);
  const weigh = weigher({ context, source, model: modelName, promptHash, whole, userInput });
  const omittedTurns = turnsToOmit({
    model,
    price,
    most: whole.omittable.length,
    weigh,
    asked: request.fitHistory === true,
    budget: request.maxCredits,
  });
  const composed = withoutOldest(whole, omittedTurns);
  const weight = weigh(omittedTurns);
  const quote = quoteRun(model, price, weight, request.maxCredits);
  const effort = chooseEffort(request, model, quote.credits);
  return {
    context,
    model,
    price,
    source,
    composed,
    promptHash,
    weight,
    quote,
    effort,
    parentRunId: context.history.at(-1)?.runId ?? null,
    omittedTurns,
    history: { turns: (composed.messages.length - 1) / 2, tokens: weight.historyTokens },
    provider: {
      model: providerModel(modelName),
      system: composed.system,
      cacheSystem: weight.cacheSystem,
      messages: composed.messages,
      maxTokens: quote.maxTokens,
      effort,
      betweenTools: model.thinking === "between_tools",
      userId: keyedHash(env().NEXTAUTH_SECRET, `provider-user:${userId}`).slice(0, 32),
    },
  };
}
