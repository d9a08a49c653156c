import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendText } from "../../stand-in/http-io";
import type { World } from "../world";

/** Where a page may load Stripe.js from; a test that routes js.stripe.com here keeps the path. */
export const STRIPE_JS_PATHS: readonly string[] = ["/js/stripe.js", "/v3", "/v3/", "/endive/stripe.js"];

const source = readFileSync(new URL("./stripe.js", import.meta.url), "utf8");

/** Sends the stand-in's own Stripe.js, which talks to the address at which it was asked for. */
export function sendStripeJs(req: IncomingMessage, res: ServerResponse, world: World): void {
  sendText(res, 200, source.replace("__STAND_IN__", world.originFor(req)), {
    "content-type": "text/javascript; charset=utf-8",
    "access-control-allow-origin": "*",
    "cache-control": "no-store",
  });
}
