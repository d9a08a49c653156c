import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { startServer } from "@/local/stand-in/start-server";

type HeardRequest = { asked: string; headers: IncomingHttpHeaders; body: string; closed: boolean };

type Script = (response: ServerResponse, request: IncomingMessage) => void;

/** A server on this machine that answers each request by the next script, and keeps what it heard. */
export async function startScriptedServer() {
  const heard: HeardRequest[] = [];
  const scripts: Script[] = [];
  const server = await startServer(async (request, response) => {
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
  return {
    url: server.url,
    heard,
    /** Prepares the answers to the next requests, one each. */
    answer: (...next: Script[]) => scripts.push(...next),
    stop: server.close,
  };
}
