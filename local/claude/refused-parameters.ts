import { ApiError } from "./errors";
import type { CountRequest, MessageRequest } from "./message-request";
import { findModel, MAX_OUTPUT_TOKENS, MAX_PROMPT_TOKENS, type ModelTraits } from "./models";

const SAMPLING = ["temperature", "top_p", "top_k"];
const MAX_CACHE_MARKS = 4;

/** What structured output does not take in a schema (documented). */
const REFUSED_LIMITS = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "$ref"];

const refuse = (message: string) => new ApiError(400, message);

/** Refuses the sampling parameters that API version 2026-10-21 no longer takes, whatever their value. */
export function refuseSampling(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  const sent = SAMPLING.find((name) => name in body);
  if (sent) throw refuse(`${sent}: this parameter is no longer supported.`);
}

/** The traits of the requested model, or 404 as the API answers an unknown one. */
export function requireModel(id: string): ModelTraits {
  const model = findModel(id);
  if (!model) throw new ApiError(404, `model: ${id}`);
  return model;
}

function refuseThinking(request: CountRequest, model: ModelTraits): void {
  const type = request.thinking?.type;
  const effort = request.output_config?.effort ?? null;
  if (type === "enabled") {
    throw refuse("thinking.type: enabled with budget_tokens is not supported on this model; use adaptive and effort.");
  }
  if (type === "disabled" && !model.accepts.disabled) {
    throw refuse("thinking.type: disabled is not supported on this model.");
  }
  if (type === "disabled" && effort !== null && effort !== "medium") {
    throw refuse("thinking.type: disabled is accepted at the default effort only.");
  }
  if (type === "between_tools" && !model.accepts.betweenTools) {
    throw refuse("thinking.type: between_tools is not supported on this model.");
  }
  if (type === "between_tools" && (effort === "xhigh" || effort === "max")) {
    throw refuse(`output_config.effort: ${effort} is not supported with thinking.type between_tools.`);
  }
}

function countCacheMarks(request: CountRequest): number {
  const content = request.messages.flatMap((message) => (typeof message.content === "string" ? [] : message.content));
  const system = typeof request.system === "string" ? [] : (request.system ?? []);
  return [...(request.tools ?? []), ...system, ...content].filter((block) => block.cache_control).length;
}

/** Refuses what the API refuses today of a well-formed prompt, for this model; takes its size in tokens. */
export function refusePrompt(request: CountRequest, model: ModelTraits, promptTokens: number): void {
  refuseThinking(request, model);
  const forced = request.tool_choice?.type === "any" || request.tool_choice?.type === "tool";
  if (forced && !model.accepts.forcedTool) throw refuse("tool_choice: forcing a tool is not supported on this model.");
  if (request.messages[0]?.role !== "user") throw refuse('messages: first message must use the "user" role');
  const marks = countCacheMarks(request);
  if (marks > MAX_CACHE_MARKS) {
    throw refuse(`A maximum of ${MAX_CACHE_MARKS} blocks with cache_control may be provided. Found ${marks}.`);
  }
  if (promptTokens > MAX_PROMPT_TOKENS) {
    throw refuse(`prompt is too long: ${promptTokens} tokens > ${MAX_PROMPT_TOKENS} maximum`);
  }
}

/** Refuses what only a request for an answer can get wrong: the output limit, the shape wanted, a last turn by the assistant. */
export function refuseGeneration(request: MessageRequest, model: ModelTraits): void {
  refuseSchema(request.output_config?.format?.schema);
  if (request.max_tokens > MAX_OUTPUT_TOKENS) {
    throw refuse(`max_tokens: ${request.max_tokens} > ${MAX_OUTPUT_TOKENS}, which is the maximum for ${model.id}`);
  }
  if (request.messages.at(-1)?.role === "assistant") {
    throw refuse(
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
}

/** Refuses a schema that structured output does not take: objects open to other names, limits, recursion. */
function refuseSchema(schema: unknown, path = "output_config.format.schema"): void {
  if (typeof schema !== "object" || schema === null) return;
  const limit = REFUSED_LIMITS.find((name) => name in schema);
  if (limit) throw refuse(`${path}: ${limit} is not supported.`);
  if (Reflect.get(schema, "type") === "object" && Reflect.get(schema, "additionalProperties") !== false) {
    throw refuse(`${path}: for 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  for (const [name, inner] of Object.entries(Reflect.get(schema, "properties") ?? {})) {
    refuseSchema(inner, `${path}.properties.${name}`);
  }
  refuseSchema(Reflect.get(schema, "items"), `${path}.items`);
}
