import type { ContentBlock, CountRequest, MessageContent } from "./message-request";
import type { PromptBlock } from "./prompt-cache";
import { countTokens } from "./tokens";

// What Anthropic's documentation gives as the order of size of one picture; the product sends none.
const IMAGE_TOKENS = 1_600;

/** The text of a message or system prompt, byte for byte; several text blocks are joined with nothing between them. */
export function textOf(content: MessageContent | undefined): string {
  if (content === undefined || typeof content === "string") return content ?? "";
  return content.map((block) => (block.type === "text" ? (block.text ?? "") : "")).join("");
}

/** The text of the last user message; the only one that directives are read from. */
export function lastUserText(request: CountRequest): string {
  return textOf(request.messages.findLast((message) => message.role === "user")?.content);
}

function blockTokens(block: ContentBlock): number {
  if (block.type === "text") return countTokens(block.text ?? "");
  if (block.type === "image" || block.type === "document") return IMAGE_TOKENS;
  if (block.type === "thinking" || block.type === "redacted_thinking") return 0;
  return countTokens(JSON.stringify(block));
}

function contentBlocks(content: MessageContent, section: string): PromptBlock[] {
  const blocks: ContentBlock[] = typeof content === "string" ? [{ type: "text", text: content }] : content;
  return blocks.map((block) => {
    const { cache_control: mark, ...rest } = block;
    const key = block.type === "text" ? `${section} text ${block.text}` : `${section} ${JSON.stringify(rest)}`;
    return { key, tokens: blockTokens(block), ttl: mark ? (mark.ttl ?? "5m") : null };
  });
}

/** The whole prompt as the cache sees it: tools, then system, then messages, each block with its size and mark. */
export function promptBlocks(request: CountRequest): PromptBlock[] {
  const tools = (request.tools ?? []).map(({ cache_control: mark, ...tool }): PromptBlock => {
    const text = JSON.stringify(tool);
    return { key: `tool ${text}`, tokens: countTokens(text), ttl: mark ? (mark.ttl ?? "5m") : null };
  });
  const system = request.system ? contentBlocks(request.system, "system") : [];
  const messages = request.messages.flatMap((message) => contentBlocks(message.content, message.role));
  const blocks = [...tools, ...system, ...messages];
  const last = blocks.at(-1);
  // A top-level cache_control marks the last block of the request.
  if (request.cache_control && last && !last.ttl) last.ttl = request.cache_control.ttl ?? "5m";
  return blocks;
}

/** Size of a whole prompt in tokens: what count_tokens answers and what usage adds up to. */
export function promptTokens(blocks: readonly PromptBlock[]): number {
  return blocks.reduce((sum, block) => sum + block.tokens, 0);
}
