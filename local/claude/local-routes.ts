import { requireMethod, sendJson } from "../stand-in/http-io";
import { requireLocalCaller } from "../stand-in/local-caller";
import { ApiError } from "./errors";
import { parse } from "./message-request";
import type { Exchange, Services } from "./messages-route";
import { OutageRequest } from "./outage";
import { readJson } from "./read-json";

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
