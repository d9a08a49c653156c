import type { IncomingMessage } from "node:http";
import { startServer } from "@/local/stand-in/start-server";

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** Each way to fail, by a word in the request, with the request's whole body in what it answers. */
const FAULTS: Record<string, (body: string) => { status: number; type: string; answer: string }> = {
  rejected: (body) => ({ status: 400, type: "application/json", answer: errorBody("invalid_request_error", body) }),
  forbidden: (body) => ({ status: 403, type: "application/json", answer: errorBody(body, body) }),
  page: (body) => ({ status: 502, type: "text/html", answer: `<h1>${body}</h1>` }),
  garbled: (body) => ({ status: 200, type: "text/event-stream", answer: `event: message_start\ndata: ${body}x\n\n` }),
  failed: (body) => ({
    status: 200,
    type: "text/event-stream",
    answer: `event: error\ndata: ${errorBody("api_error", body)}\n\n`,
  }),
};

function errorBody(type: string, message: string): string {
  return JSON.stringify({ type: "error", error: { type, message } });
}

/** A provider (or a gateway before it) that repeats in its errors what it was sent. */
export async function startEchoingProvider() {
  const server = await startServer(async (request, response) => {
    const body = await textOf(request);
    const word = Object.keys(FAULTS).find((name) => body.includes(`fault:${name}`)) ?? "rejected";
    const fault = FAULTS[word]?.(body);
    response.writeHead(fault?.status ?? 500, { "content-type": fault?.type, "x-should-retry": "false" });
    response.end(fault?.answer);
  });
  return {
    url: server.url,
    faults: Object.keys(FAULTS),
    stop: server.close,
  };
}
