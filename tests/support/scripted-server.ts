import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

type HeardRequest = { asked: string; headers: IncomingHttpHeaders; body: string; closed: boolean };

type Script = (response: ServerResponse, request: IncomingMessage) => void;

/** A server on this machine that answers each request by the next script, and keeps what it heard. */
export async function startScriptedServer() {
  const heard: HeardRequest[] = [];
  const scripts: Script[] = [];
  const server = createServer(async (request, response) => {
    const said = { asked: `${request.method} ${request.url}`, headers: request.headers, body: "", closed: false };
    response.on("close", () => {
      said.closed = true;
    });
    said.body = await text(request);
    heard.push(said);
    const script = scripts.shift();
    if (script === undefined) response.writeHead(500).end(`nothing was prepared for ${said.asked}`);
    else script(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    /** Prepares the answers to the next requests, one each. */
    answer: (...next: Script[]) => scripts.push(...next),
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
