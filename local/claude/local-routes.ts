import type { IncomingMessage } from "node:http";
import { ApiError } from "./errors";
import { readJson, requireMethod, sendJson } from "./http-io";
import { parse } from "./message-request";
import type { Exchange, Services } from "./messages-route";
import { OutageRequest } from "./outage";

/** Keeps web pages of other origins away from the local controls; a foreign page can send no JSON content type unasked. */
function requireLocalCaller(req: IncomingMessage): void {
  const { origin } = req.headers;
  const own = ["127.0.0.1", "localhost", "[::1]"].map((name) => `http://${name}:${req.socket.localPort}`);
  if (origin !== undefined && !own.includes(origin)) throw new ApiError(403, "This origin may not call /_local.");
  const json = req.headers["content-type"]?.split(";")[0]?.trim() === "application/json";
  if (req.method !== "GET" && !json) throw new ApiError(415, "/_local wants Content-Type: application/json.");
}

/** What steers the stand-in and shows what it received; Claude has nothing like it. */
export async function localRoute({ req, res }: Exchange, path: string, query: string, services: Services) {
  requireLocalCaller(req);
  switch (path) {
    case "/_local/requests":
      requireMethod(req, "GET");
      return sendJson(res, 200, services.log.list(Number(new URLSearchParams(query).get("after")) || 0));
    case "/_local/outage": {
      requireMethod(req, "POST");
      const wanted = parse(OutageRequest, await readJson(req));
      services.outage.begin(wanted);
      return sendJson(res, 200, wanted);
    }
    default:
      throw new ApiError(404, `Not found: ${path}`);
  }
}
