import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

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
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const word = Object.keys(FAULTS).find((name) => body.includes(`fault:${name}`)) ?? "rejected";
    const fault = FAULTS[word]?.(body);
    response.writeHead(fault?.status ?? 500, { "content-type": fault?.type, "x-should-retry": "false" });
    response.end(fault?.answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults: Object.keys(FAULTS),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
