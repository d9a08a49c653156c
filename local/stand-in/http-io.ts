import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "./refusal";

/** Answers with JSON; headers set before (request-id) stay. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  sendText(res, status, JSON.stringify(body), { ...headers, "content-type": "application/json" });
}

/** Answers with a text whose content type is among the headers. */
export function sendText(res: ServerResponse, status: number, body: string, headers: Record<string, string>): void {
  const bytes = Buffer.from(body);
  res.writeHead(status, { ...headers, "content-length": bytes.length });
  res.end(bytes);
}

/** Refuses any other method, naming the one that is taken. */
export function requireMethod(req: IncomingMessage, method: string): void {
  if (req.method !== method) throw new Refusal(405, `Method not allowed; use ${method}.`, { allow: method });
}

/** Waits for a time in milliseconds; false as soon as the client has left. */
export function waitUnlessGone(res: ServerResponse, ms: number): Promise<boolean> {
  if (res.destroyed) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      res.off("close", leave);
      resolve(true);
    }, ms);
    res.once("close", leave);
  });
}

/** Reads a whole body; refuses what is larger than `maxBytes`. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal(413, "Request exceeds the maximum size", { connection: "close" });
  if (Number(req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A body as JSON; refuses what is none. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new Refusal(400, `The request body is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}
