import type { CapabilitySupport, ModelInfo } from "@anthropic-ai/sdk/resources/models";

export const MAX_PROMPT_TOKENS = 1_000_000;
export const MAX_OUTPUT_TOKENS = 128_000;

/** What the stand-in knows of one model. `thinks`: always, unless the request turns it off, or not by itself. */
export type ModelTraits = {
  id: string;
  name: string;
  line: "haiku" | "sonnet" | "opus" | "fable";
  releasedAt: string;
  thinks: "always" | "unless_off" | "no";
  accepts: { betweenTools: boolean; disabled: boolean; forcedTool: boolean };
};

// An epoch date is how the API itself writes an unknown release date.
const UNKNOWN_DATE = "1970-01-01T00:00:00Z";

const MODELS: readonly ModelTraits[] = [
  {
    id: "claude-fable-5-2",
    name: "Claude Fable 5.2",
    line: "fable",
    releasedAt: UNKNOWN_DATE,
    thinks: "always",
    accepts: { betweenTools: false, disabled: false, forcedTool: false },
  },
  {
    id: "claude-haiku-5-5",
    name: "Claude Haiku 5.5",
    line: "haiku",
    releasedAt: "2026-10-07T00:00:00Z",
    thinks: "no",
    accepts: { betweenTools: true, disabled: true, forcedTool: true },
  },
  {
    id: "claude-sonnet-5-5",
    name: "Claude Sonnet 5.5",
    line: "sonnet",
    releasedAt: UNKNOWN_DATE,
    thinks: "unless_off",
    accepts: { betweenTools: true, disabled: false, forcedTool: false },
  },
  {
    id: "claude-opus-5-5",
    name: "Claude Opus 5.5",
    line: "opus",
    releasedAt: UNKNOWN_DATE,
    thinks: "always",
    accepts: { betweenTools: false, disabled: false, forcedTool: false },
  },
];

/** Traits of a model by its exact id; undefined for any other. */
export function findModel(id: string): ModelTraits | undefined {
  return MODELS.find((model) => model.id === id);
}

const supports = (supported: boolean): CapabilitySupport => ({ supported });
const YES = supports(true);
const NO = supports(false);

/** A model as GET /v1/models describes it. */
export function modelInfo(model: ModelTraits): ModelInfo {
  return {
    id: model.id,
    type: "model",
    display_name: model.name,
    line: model.line,
    created_at: model.releasedAt,
    deprecated_at: null,
    retires_at: null,
    lifecycle: "active",
    max_input_tokens: MAX_PROMPT_TOKENS,
    max_tokens: MAX_OUTPUT_TOKENS,
    capabilities: {
      batch: NO,
      citations: NO,
      code_execution: NO,
      context_management: {
        supported: false,
        clear_thinking_20251015: NO,
        clear_tool_uses_20250919: NO,
        compact_20260112: NO,
      },
      effort: { supported: true, low: YES, medium: YES, high: YES, xhigh: YES, max: YES },
      image_input: NO,
      pdf_input: NO,
      server_tools: { supported: false, code_execution: NO, web_search: NO },
      structured_outputs: YES,
      thinking: {
        supported: true,
        types: {
          adaptive: YES,
          between_tools: supports(model.accepts.betweenTools),
          disabled: supports(model.accepts.disabled),
          enabled: NO,
        },
      },
    },
  };
}

/** The whole catalogue as one page of GET /v1/models. */
export function modelPage() {
  return {
    data: MODELS.map(modelInfo),
    has_more: false,
    first_id: MODELS[0]?.id ?? null,
    last_id: MODELS.at(-1)?.id ?? null,
  };
}
