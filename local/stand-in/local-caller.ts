import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal";

/** The addresses under which this server itself is reached on its machine. */
export function ownOrigins(req: IncomingMessage): string[] {
  return ["127.0.0.1", "localhost", "[::1]"].map((name) => `http://${name}:${req.socket.localPort}`);
}

/** Keeps web pages of other origins away from the local controls; a foreign page can send no JSON content type unasked. */
export function requireLocalCaller(req: IncomingMessage): void {
  const { origin } = req.headers;
  if (origin !== undefined && !ownOrigins(req).includes(origin))
    throw new Refusal(403, "This origin may not call /_local.");
  const json = req.headers["content-type"]?.split(";")[0]?.trim() === "application/json";
  if (req.method !== "GET" && !json) throw new Refusal(415, "/_local wants Content-Type: application/json.");
}
