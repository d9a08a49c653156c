import { parseJson, readBody, sendJson } from "../../stand-in/http-io";
import { requireLocalCaller } from "../../stand-in/local-caller";
import { Refusal } from "../../stand-in/refusal";
import type { Exchange } from "../wire/api";
import type { World } from "../world";
import { clockControls } from "./clock-controls";
import { deliveryControls } from "./delivery-controls";
import { faultControls } from "./fault-controls";
import type { Control } from "./handler";
import { paymentControls } from "./payment-controls";
import { subscriptionControls } from "./subscription-controls";

const MAX_BODY_BYTES = 64 * 1024;

const CONTROLS: readonly Control[] = [
  ...clockControls,
  ...deliveryControls,
  ...faultControls,
  ...paymentControls,
  ...subscriptionControls,
];

/** What steers the stand-in and shows what it did; Stripe has nothing like it, or has it in its dashboard. */
export async function localRoute({ req, res }: Exchange, path: string, query: string, world: World): Promise<void> {
  requireLocalCaller(req);
  const found = CONTROLS.find((candidate) => candidate.method === req.method && candidate.path.test(path));
  if (!found) throw new Refusal(404, `Not found: ${req.method} ${path}`);
  const bytes = await readBody(req, MAX_BODY_BYTES);
  const id = found.path.exec(path)?.[1] ?? "";
  const body = bytes.length === 0 ? undefined : parseJson(bytes);
  try {
    const answer = await found.handle({ world, work: world.work(null), id, query: new URLSearchParams(query), body });
    sendJson(res, 200, JSON.parse(world.withOrigin(JSON.stringify(answer), req)));
  } finally {
    if (req.method !== "GET") world.changed();
  }
}
