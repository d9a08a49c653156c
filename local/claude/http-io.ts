import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "./errors";

const MAX_BODY_BYTES = 40 * 1024 * 1024;

/** Answers with JSON; headers set before (request-id) stay. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, { ...headers, "content-type": "application/json", "content-length": bytes.length });
  res.end(bytes);
}

/** Refuses any other method, naming the one that is taken. */
export function requireMethod(req: IncomingMessage, method: string): void {
  if (req.method !== method)
    throw new ApiError(405, `Method not allowed; use ${method}.`, { headers: { allow: method } });
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

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const tooLarge = new ApiError(413, "Request exceeds the maximum size", { headers: { connection: "close" } });
  if (Number(req.headers["content-length"] ?? 0) > MAX_BODY_BYTES) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a JSON body of at most 40 MB; refuses what is larger, compressed or no JSON. */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const encoding = req.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new ApiError(400, `content-encoding: ${encoding} is not supported`, {
      errorCode: "request_body_encoding_unsupported",
    });
  }
  const body = await readBody(req);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new ApiError(400, `The request body is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}
