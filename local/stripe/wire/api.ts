import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readBody, sendText, waitUnlessGone } from "../../stand-in/http-io";
import type { Fault } from "../control/faults";
import { API_VERSION } from "../work";
import type { World } from "../world";
import { requireCaller } from "./caller";
import { expanded } from "./expand";
import { type Params, parseForm } from "./form";
import { fingerprint } from "./idempotency";
import { parseParams } from "./params";
import { type Caller, findRoute, type Route } from "./route";
import { asStripeRefusal, invalid, StripeRefusal } from "./stripe-error";

const MAX_BODY_BYTES = 1024 * 1024;

export type Exchange = { req: IncomingMessage; res: ServerResponse; requestId: string };

type Answer = { status: number; body: string; headers?: Record<string, string> };
type Call = Exchange & { method: string; path: string; params: Params; key: string | null };

const errorAnswer = (error: StripeRefusal): Answer => ({
  status: error.status,
  body: JSON.stringify({ error: error.body }, null, 2),
  headers: error.headers,
});

const SERVER_FAULT = new StripeRefusal(500, {
  type: "api_error",
  message: "The local stand-in for Stripe was asked to fail.",
});
const RATE_LIMIT = new StripeRefusal(429, {
  type: "invalid_request_error",
  code: "rate_limit",
  message: "Too many requests hit the API too quickly. The local stand-in was asked to say so.",
});

async function readCall(exchange: Exchange): Promise<Call> {
  const { req } = exchange;
  const [path = "/", query = ""] = (req.url ?? "/").split("?", 2);
  const body = (await readBody(req, MAX_BODY_BYTES)).toString("utf8");
  const key = req.headers["idempotency-key"];
  const params = parseForm([query, body].filter(Boolean).join("&"));
  return { ...exchange, method: req.method ?? "GET", path, params, key: typeof key === "string" ? key : null };
}

/** What endive took away is refused wherever it comes, before anything else is looked at. */
function refuseRemoved({ path, params }: Call): void {
  if (!/^\/v1\/(checkout\/sessions|payment_intents|setup_intents)/.test(path)) return;
  if (params["payment_method_types"] === undefined) return;
  throw invalid(
    "`payment_method_types` is no longer supported. Use dynamic payment methods, `allowed_payment_method_types` or `excluded_payment_method_types`.",
    "payment_method_types_no_longer_supported",
    "payment_method_types",
  );
}

function refuseOtherVersion({ req }: Call): void {
  const version = req.headers["stripe-version"] ?? API_VERSION;
  if (version === API_VERSION) return;
  throw invalid(`The local stand-in for Stripe speaks API version ${API_VERSION} only; ${version} was asked for.`);
}

function routeOf({ method, path }: Call, routes: readonly Route[]) {
  const route = findRoute(routes, method, path);
  if (route) return route;
  throw new StripeRefusal(404, {
    type: "invalid_request_error",
    message: `Unrecognized request URL (${method}: ${path}). The local stand-in for Stripe does not know it.`,
  });
}

const Expand = z.object({ expand: z.array(z.string()).optional() });

/** Does the work of a call and answers with the object it came to. */
function perform(call: Call, world: World, caller: Caller): Answer {
  const { found, id } = routeOf(call, world.routes);
  if (caller === "publishable" && !found.publishable) {
    throw new StripeRefusal(403, {
      type: "invalid_request_error",
      code: "secret_key_required",
      message: "This API call cannot be made with a publishable API key.",
    });
  }
  const { expand, key: _, ...rest } = call.params;
  const paths = parseParams(Expand, expand === undefined ? {} : { expand }).expand ?? [];
  const params = parseParams(found.schema, rest);
  const work = world.work({ id: call.requestId, idempotency_key: call.key });
  const answer = expanded(work, found.run(work, params, id, caller), paths);
  return { status: 200, body: JSON.stringify(answer, null, 2) };
}

/** What the client is answered, and what its idempotency key remembers, if anything. */
type Outcome = { answer: Answer; remembered: Answer | null };

function attempt(call: Call, world: World, caller: Caller): Outcome {
  try {
    const answer = perform(call, world, caller);
    return { answer, remembered: answer };
  } catch (error) {
    const refusal = asStripeRefusal(error);
    if (refusal.status === 500) console.error("stripe stand-in:", error);
    const answer = errorAnswer(refusal);
    return { answer, remembered: refusal.kept ? answer : null };
  } finally {
    if (call.method !== "GET") world.changed();
  }
}

/** The same with a fault that was ordered: the work is done later, or not at all, or its answer is lost. */
async function attemptWith(fault: Fault | null, call: Call, work: () => Outcome): Promise<Outcome> {
  if (fault?.fault === "slow") await waitUnlessGone(call.res, fault.ms);
  if (fault?.fault !== "500") return work();
  const answer = errorAnswer(SERVER_FAULT);
  const done = fault.when === "before" ? null : work().remembered;
  return { answer, remembered: fault.stored ? answer : done };
}

/** The answer to a call: one that was kept under its idempotency key, or what its work comes to. */
async function answerOf(call: Call, world: World, fault: Fault | null): Promise<Answer> {
  const caller = requireCaller(call.req, call.params, world.secretKey);
  refuseOtherVersion(call);
  refuseRemoved(call);
  const work = () => attempt(call, world, caller);
  if (call.method !== "POST" || call.key === null) return (await attemptWith(fault, call, work)).answer;
  const taken = world.idempotency.begin(call.key, fingerprint(call.method, call.path, call.params), call.requestId);
  if ("kept" in taken) {
    const { status, body, request } = taken.kept;
    return { status: status ?? 500, body, headers: { "idempotent-replayed": "true", "original-request": request } };
  }
  const { answer, remembered } = await attemptWith(fault, call, work);
  if (remembered) world.idempotency.finish(taken.mine, remembered);
  else world.idempotency.letGo(taken.mine);
  return answer;
}

function breakOff(res: ServerResponse): void {
  res.socket?.destroy();
}

function sendTorn(res: ServerResponse, { status, body }: Answer): void {
  const bytes = Buffer.from(body);
  res.writeHead(status, { "content-type": "application/json", "content-length": bytes.length });
  res.write(bytes.subarray(0, bytes.length >> 1), () => breakOff(res));
}

/** A request to Stripe's API: what it asks is done, and it is answered unless a fault was ordered. */
export async function apiRoute(exchange: Exchange, world: World): Promise<void> {
  const { req, res, requestId } = exchange;
  res.setHeader("access-control-allow-origin", "*");
  if (req.method === "OPTIONS") {
    const allowed = { "access-control-allow-headers": "authorization, content-type, idempotency-key, stripe-version" };
    res.writeHead(204, { ...allowed, "access-control-allow-methods": "GET, POST, DELETE" }).end();
    return;
  }
  const call = await readCall(exchange);
  const { method, path, params, key } = call;
  const entry = world.log.begin({ request: requestId, method, path, idempotencyKey: key, params });
  res.on("finish", () => {
    entry.status = res.statusCode;
  });
  const fault = world.faults.take(method, path);
  if (fault?.when === "before" && fault.fault === "hang") return;
  if (fault?.when === "before" && fault.fault === "reset") {
    breakOff(res);
    return;
  }
  const answer = fault?.fault === "429" ? errorAnswer(RATE_LIMIT) : await answerOf(call, world, fault).catch(asAnswer);
  entry.replayed = answer.headers?.["idempotent-replayed"] === "true";
  if (fault?.fault === "hang") return;
  if (fault?.fault === "reset") {
    breakOff(res);
    return;
  }
  const body = world.withOrigin(answer.body, req);
  if (fault?.fault === "torn") return sendTorn(res, { ...answer, body });
  sendText(res, answer.status, body, {
    ...answer.headers,
    "content-type": "application/json",
    "stripe-version": API_VERSION,
    ...(key !== null && { "idempotency-key": key }),
  });
}

function asAnswer(error: unknown): Answer {
  const refusal = asStripeRefusal(error);
  if (refusal.status === 500) console.error("stripe stand-in:", error);
  return errorAnswer(refusal);
}
