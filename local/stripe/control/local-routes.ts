import { z } from "zod";
import { parseJson, readBody, sendJson } from "../../stand-in/http-io";
import { requireLocalCaller } from "../../stand-in/local-caller";
import { Refusal } from "../../stand-in/refusal";
import { paySession, requireOpenSession } from "../checkout/pay-session";
import { DeliverySetting } from "../events/delivery-setting";
import { afterPayment } from "../money/after-payment";
import { findChallenge, finishChallenge } from "../money/authenticate";
import { payIntent } from "../money/intents";
import { cardEntry, createMethod } from "../money/payment-methods";
import { Duration } from "../state/duration";
import type { Exchange } from "../wire/api";
import { requireRow, type Work } from "../work";
import type { World } from "../world";
import { FaultRequest } from "./faults";
import { waitUntilDelivered } from "./wait-until-delivered";

const MAX_BODY_BYTES = 64 * 1024;

type Call = { world: World; work: Work; id: string; query: URLSearchParams; body: unknown };
type Handler = (call: Call) => unknown;

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, `${issue?.path.join(".") || "The body"}: ${issue?.message}`);
}

const Card = z.strictObject({
  card: z.string().default("4242424242424242"),
  email: z.email().optional(),
  /** What becomes of an authentication, where the card asks for one. */
  authenticate: z.boolean().default(true),
});

function payCheckout({ work, id, body }: Call): object {
  const { card, email, authenticate } = parse(Card, body);
  const session = requireOpenSession(work, id);
  const payer = { card: cardEntry(work, card), email: email ?? session.customer_details?.email ?? "buyer@example.com" };
  const { challenge } = paySession(work, session, payer);
  if (challenge !== null) finishChallenge(work, findChallenge(work, challenge).intent, authenticate);
  return session;
}

function confirmIntent({ work, id, body }: Call): object {
  const { card, authenticate } = parse(Card, body);
  const intent = requireRow(work, "paymentIntents", id);
  const method = createMethod(work, { type: "card", card: cardEntry(work, card) });
  payIntent(work, intent, { method, onSession: true, authenticated: false, returnUrl: null });
  if (intent.status === "requires_action") finishChallenge(work, intent, authenticate);
  else afterPayment(work, intent);
  return intent;
}

const clockNow = (world: World) => {
  const now = world.clock.now();
  return { now, iso: new Date(now * 1_000).toISOString() };
};

function listEvents({ world, query }: Call): object {
  const events = [...world.tables.events.values()];
  const after = query.get("after");
  const from = after === null ? 0 : events.findIndex(({ id }) => id === after) + 1;
  return events.slice(from).map((event) => ({
    ...event,
    deliveries: [...world.tables.deliveries.values()].filter((row) => row.event === event.id),
  }));
}

const deliveryNow = ({ delivery }: World) => ({ ...delivery.setting(), pending: delivery.pending() });

const HANDLERS: readonly { method: string; path: RegExp; handle: Handler }[] = [
  { method: "GET", path: /^\/_local\/clock$/, handle: ({ world }) => clockNow(world) },
  {
    method: "POST",
    path: /^\/_local\/clock$/,
    handle: ({ world, body }) => {
      world.clock.advance(parse(z.strictObject({ advance: Duration }), body).advance);
      return clockNow(world);
    },
  },
  { method: "GET", path: /^\/_local\/delivery$/, handle: ({ world }) => deliveryNow(world) },
  {
    method: "POST",
    path: /^\/_local\/delivery$/,
    handle: ({ world, body }) => {
      world.delivery.set(parse(DeliverySetting.partial(), body) as Partial<DeliverySetting>);
      return deliveryNow(world);
    },
  },
  {
    method: "POST",
    path: /^\/_local\/delivery\/flush$/,
    handle: async ({ world, body }) => {
      const { timeoutMs } = parse(z.strictObject({ timeoutMs: z.int().min(0).max(120_000).default(10_000) }), body);
      await waitUntilDelivered(world.delivery, timeoutMs);
      return deliveryNow(world);
    },
  },
  { method: "GET", path: /^\/_local\/events$/, handle: listEvents },
  {
    method: "POST",
    path: /^\/_local\/events\/([^/]+)\/send$/,
    handle: async ({ world, work, id }) => {
      const event = requireRow(work, "events", id);
      return { id: event.id, attempts: await world.delivery.sendAgain(event) };
    },
  },
  { method: "POST", path: /^\/_local\/checkout\/([^/]+)\/pay$/, handle: payCheckout },
  { method: "POST", path: /^\/_local\/payment_intents\/([^/]+)\/confirm$/, handle: confirmIntent },
  { method: "GET", path: /^\/_local\/faults$/, handle: ({ world }) => world.faults.list() },
  {
    method: "POST",
    path: /^\/_local\/faults$/,
    handle: ({ world, body }) => {
      world.faults.add(parse(FaultRequest, body));
      return world.faults.list();
    },
  },
  {
    method: "DELETE",
    path: /^\/_local\/faults$/,
    handle: ({ world }) => {
      world.faults.clear();
      return world.faults.list();
    },
  },
  {
    method: "GET",
    path: /^\/_local\/requests$/,
    handle: ({ world, query }) => world.log.list(Number(query.get("after")) || 0),
  },
];

/** What steers the stand-in and shows what it did; Stripe has nothing like it, or has it in its dashboard. */
export async function localRoute({ req, res }: Exchange, path: string, query: string, world: World): Promise<void> {
  requireLocalCaller(req);
  const found = HANDLERS.find((candidate) => candidate.method === req.method && candidate.path.test(path));
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
