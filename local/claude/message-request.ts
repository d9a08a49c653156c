import { z } from "zod";
import { ApiError } from "./errors";

// Parameters as @anthropic-ai/sdk 1.12 spells them (resources/messages, MessageCreateParamsBase).
const CacheControl = z.strictObject({ type: z.literal("ephemeral"), ttl: z.enum(["5m", "1h"]).optional() });
const NOT_EMPTY = "text content blocks must contain non-whitespace text";

const Block = z
  .looseObject({ type: z.string(), text: z.string().optional(), cache_control: CacheControl.nullish() })
  .refine((block) => block.type !== "text" || /\S/.test(block.text ?? ""), NOT_EMPTY);
const Content = z.union([
  z.string().regex(/\S/, NOT_EMPTY),
  z.array(Block).min(1, "all messages must have non-empty content"),
]);
const Message = z.strictObject({ role: z.enum(["user", "assistant", "system"]), content: Content });

const CountRequest = z.strictObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1, "at least one message is required").max(100_000),
  system: z.union([z.string(), z.array(Block)]).optional(),
  cache_control: CacheControl.nullish(),
  output_config: z
    .looseObject({
      effort: z.enum(["low", "medium", "high", "xhigh", "max"]).nullish(),
      format: z.strictObject({ type: z.literal("json_schema"), schema: z.record(z.string(), z.unknown()) }).nullish(),
    })
    .optional(),
  speed: z.enum(["standard", "fast"]).nullish(),
  thinking: z
    .discriminatedUnion("type", [
      z.strictObject({ type: z.literal("adaptive"), display: z.enum(["summarized", "omitted"]).nullish() }),
      z.strictObject({ type: z.literal("between_tools") }),
      z.strictObject({ type: z.literal("disabled") }),
      z.looseObject({ type: z.literal("enabled"), display: z.enum(["summarized", "omitted"]).nullish() }),
    ])
    .optional(),
  tool_choice: z.looseObject({ type: z.enum(["auto", "any", "tool", "none"]) }).optional(),
  tools: z.array(z.looseObject({ cache_control: CacheControl.nullish() })).optional(),
});

const MessageRequest = CountRequest.extend({
  max_tokens: z.int().min(1),
  container: z.unknown().optional(),
  diagnostics: z.unknown().optional(),
  inference_geo: z.string().nullish(),
  metadata: z.strictObject({ user_id: z.string().max(512).nullish() }).optional(),
  service_tier: z.enum(["auto", "standard_only"]).optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.boolean().optional(),
});

export type CountRequest = z.infer<typeof CountRequest>;
export type MessageRequest = z.infer<typeof MessageRequest>;
export type MessageContent = z.infer<typeof Content>;
export type ContentBlock = z.infer<typeof Block>;

type Issue = z.core.$ZodIssue;

/** The one issue worth telling: inside a union, that of the branch that came furthest. */
function deepestIssue(issue: Issue, path: PropertyKey[] = []): { path: string; message: string } {
  const here = [...path, ...issue.path];
  const branches = issue.code === "invalid_union" ? issue.errors.flatMap((branch) => branch.slice(0, 1)) : [];
  const branch = branches.find((candidate) => candidate.code !== "invalid_type" || candidate.path.length > 0);
  if (branch) return deepestIssue(branch, here);
  if (issue.code === "unrecognized_keys") {
    return { path: [...here, issue.keys[0] ?? ""].join("."), message: "Extra inputs are not permitted" };
  }
  const missing = issue.code !== "custom" && issue.input === undefined;
  return { path: here.join("."), message: missing ? "Field required" : issue.message };
}

/** A body of this shape, or the 400 the API would give for it. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const { path, message } = issue ? deepestIssue(issue) : { path: "", message: "Invalid request" };
  throw new ApiError(400, path ? `${path}: ${message}` : message);
}

/** The body of POST /v1/messages, or the 400 the API would give for its shape. */
export function parseMessageRequest(body: unknown): MessageRequest {
  return parse(MessageRequest, body);
}

/** The body of POST /v1/messages/count_tokens, or the 400 the API would give for its shape. */
export function parseCountRequest(body: unknown): CountRequest {
  return parse(CountRequest, body);
}
