import { randomUUID } from "node:crypto";
import { sendJson } from "../stand-in/http-io";
import { startServer } from "../stand-in/start-server";
import { STRIPE_JS_PATHS, sendStripeJs } from "./browser/stripe-js";
import { localRoute } from "./control/local-routes";
import { pageRoute } from "./pages/page-routes";
import { prepare, type WebhookTarget } from "./prepare";
import { apiRoute, type Exchange } from "./wire/api";
import { asStripeRefusal } from "./wire/stripe-error";
import { createWorld, type World } from "./world";

const TICK_MS = 250;

async function route(exchange: Exchange, world: World): Promise<void> {
  const [path = "/", query = ""] = (exchange.req.url ?? "/").split("?", 2);
  if (STRIPE_JS_PATHS.includes(path)) {
    sendStripeJs(exchange.req, exchange.res, world);
    return;
  }
  if (/^\/v\d+\//.test(path)) return apiRoute(exchange, world);
  if (path.startsWith("/_local/")) return localRoute(exchange, path, query, world);
  return pageRoute(exchange, path, query, world);
}

function sendError({ req, res }: Exchange, error: unknown): void {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  const refusal = asStripeRefusal(error);
  if (refusal.status === 500) console.error("stripe stand-in:", error);
  // What was not read of the body is let through unread, so that the client gets this answer and not a reset.
  req.resume();
  sendJson(res, refusal.status, { error: refusal.body }, refusal.headers);
}

export type StandInOptions = {
  port: number;
  host?: string;
  secretKey: string;
  /** Where the app's webhook is, and the secret that signs what goes there. */
  webhook?: WebhookTarget;
  stateFile?: string | undefined;
  retryMs?: number;
};

/**
 * Starts the local stand-in for Stripe. Port 0 takes any free one; `close` keeps the state first. Rejects when the
 * port is taken.
 */
export async function startStripeStandIn(options: StandInOptions) {
  const { port, host = "127.0.0.1", secretKey, stateFile, retryMs } = options;
  let url = "";
  const world = createWorld({ url: () => url, secretKey, stateFile, retryMs });
  const server = await startServer(
    (req, res) => {
      const exchange: Exchange = { req, res, requestId: `req_${randomUUID().replaceAll("-", "").slice(0, 14)}` };
      res.setHeader("request-id", exchange.requestId);
      route(exchange, world).catch((error: unknown) => sendError(exchange, error));
    },
    { port, host },
  );
  url = server.url;
  prepare(world, options.webhook);
  const ticker = setInterval(() => world.clock.catchUp() && world.changed(), TICK_MS);
  return {
    url,
    port: server.port,
    async close(): Promise<void> {
      clearInterval(ticker);
      world.delivery.close();
      await server.close();
      world.flush();
    },
  };
}
