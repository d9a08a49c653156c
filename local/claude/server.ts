import { randomUUID } from "node:crypto";
import { requireMethod, sendJson } from "../stand-in/http-io";
import { Refusal } from "../stand-in/refusal";
import { startServer } from "../stand-in/start-server";
import { createAttempts } from "./attempts";
import { ApiError, asApiError, errorBody } from "./errors";
import { HOME_PAGE } from "./home-page";
import { localRoute } from "./local-routes";
import { countTokensRoute, type Exchange, messagesRoute, type Services } from "./messages-route";
import { modelInfo, modelPage } from "./models";
import { createOutage } from "./outage";
import { loadPreparedAnswers } from "./prepared-answers";
import { createPromptCache } from "./prompt-cache";
import { requireModel } from "./refused-parameters";
import { createRequestLog } from "./request-log";
import { createTicker } from "./ticker";

function requireKey({ req }: Exchange): void {
  if (req.headers["x-api-key"] || /^Bearer \S/.test(req.headers.authorization ?? "")) return;
  throw new ApiError(401, "x-api-key or Authorization header is required");
}

async function routeApi(exchange: Exchange, path: string, services: Services): Promise<void> {
  const { req, res } = exchange;
  requireKey(exchange);
  if (path === "/v1/messages") {
    requireMethod(req, "POST");
    return messagesRoute(exchange, services);
  }
  if (path === "/v1/messages/count_tokens") {
    requireMethod(req, "POST");
    return countTokensRoute(exchange, services);
  }
  const [, modelId] = /^\/v1\/models(?:\/([^/]+))?$/.exec(path) ?? [];
  requireMethod(req, "GET");
  return sendJson(res, 200, modelId ? modelInfo(requireModel(modelId)) : modelPage());
}

const API_PATH = /^\/v1\/(messages(\/count_tokens)?|models(\/[^/]+)?)$/;

async function route(exchange: Exchange, services: Services): Promise<void> {
  const { req, res } = exchange;
  const [path = "/", query = ""] = (req.url ?? "/").split("?", 2);
  if (API_PATH.test(path)) return routeApi(exchange, path, services);
  if (path.startsWith("/_local/")) return localRoute(exchange, path, query, services);
  if (path !== "/") throw new ApiError(404, `Not found: ${path}`);
  requireMethod(req, "GET");
  res.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(HOME_PAGE);
}

function sendError({ req, res, requestId }: Exchange, error: unknown): void {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  if (!(error instanceof Refusal)) console.error("claude stand-in:", error);
  const known = asApiError(error);
  // What was not read of the body is let through unread, so that the client gets this answer and not a reset.
  req.resume();
  sendJson(res, known.status, errorBody(known, requestId), known.headers);
}

/**
 * Starts the local stand-in for Claude: the Messages API's shapes without a model. Port 0 takes any free one.
 * `close` ends open streams too. Rejects when the port is taken.
 */
export async function startClaudeStandIn({ port, host = "127.0.0.1" }: { port: number; host?: string }) {
  const services: Services = {
    attempts: createAttempts(),
    outage: createOutage(() => performance.now()),
    answers: loadPreparedAnswers(new URL("./answers/", import.meta.url)),
    cache: createPromptCache(() => performance.now()),
    log: createRequestLog(),
    ticker: createTicker(),
  };
  return startServer(
    (req, res) => {
      const exchange = { req, res, requestId: `req_${randomUUID().replaceAll("-", "")}` };
      res.setHeader("request-id", exchange.requestId);
      route(exchange, services).catch((error: unknown) => sendError(exchange, error));
    },
    { port, host },
  );
}
