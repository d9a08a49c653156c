import "server-only";
import type { z } from "zod";
import { type Counted, countAnonymous, identify } from "@/lib/auth/identify.server";
import { clientAddress } from "@/lib/auth/peer.server";
import { readCredentials } from "@/lib/auth/session-token.server";
import type { Viewer } from "@/lib/auth/viewer";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { AppError, toAppError } from "@/lib/errors";
import { sha256 } from "@/lib/hash.server";
import { parseCookies } from "@/lib/http/cookies";
import { type LimitClass, limitOf, rateLimitHeaders } from "@/lib/http/limits";
import { parseOrRefuse } from "@/lib/http/parse";
import { readJson } from "@/lib/http/read-body.server";
import { requireSameOrigin } from "@/lib/http/same-origin.server";
import { newId } from "@/lib/id";
import { log } from "@/lib/log.server";
import { logPath } from "@/lib/telemetry/log-path";
import { inRequest } from "@/lib/telemetry/request-context.server";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;

type Options<Auth extends "user" | "admin" | "anyone", Body, Query, Params> = {
  /** Who may call: a signed-in user, an admin, or anyone (the viewer may then be null). */
  auth: Auth;
  limit: LimitClass;
  body?: z.ZodType<Body>;
  /** Does a request without a body count as one with `{}`? */
  emptyBody?: boolean;
  query?: z.ZodType<Query>;
  params?: z.ZodType<Params>;
};

type Call<Auth, Body, Query, Params> = {
  request: Request;
  requestId: string;
  viewer: Auth extends "anyone" ? Viewer | null : Viewer;
  body: Body;
  query: Query;
  params: Params;
  now: Date;
};

const SAFE = new Set(["GET", "HEAD"]);
const NO_STORE = "no-store";

/**
 * One route: who asks, a same-origin check for browser writes, the body, the address, then one call. Any refusal or
 * fault leaves in the product's one error shape, with the request's id and one log line.
 */
export function defineRoute<
  Auth extends "user" | "admin" | "anyone",
  Body = undefined,
  Query = undefined,
  Params = undefined,
>(
  options: Options<Auth, Body, Query, Params>,
  handle: (call: Call<Auth, Body, Query, Params>) => Promise<Response>,
): RouteHandler {
  return async (request, context) => {
    const at = now();
    const requestId = newId();
    let counted: Counted | null = null;
    let viewer: Viewer | null = null;
    const answer = async () => {
      const isEmpty = options.emptyBody === true && !hasBody(request.headers);
      const reading = options.body && !isEmpty ? readAhead(request) : undefined;
      ({ viewer, counted } = await identifyCaller(request, options, at));
      requireAllowed(request, options, viewer, counted);
      const given = async () => (isEmpty ? {} : (reading ?? readJson(request)));
      const body = options.body ? parseOrRefuse(options.body, await given()) : undefined;
      const search = Object.fromEntries(new URL(request.url).searchParams);
      const query = options.query ? parseOrRefuse(options.query, search) : undefined;
      const params = options.params ? await parseAddress(options.params, context) : undefined;
      const call = { request, requestId, viewer, body, query, params, now: at };
      return handle(call as Call<Auth, Body, Query, Params>);
    };
    const response = await inRequest(requestId, answer).catch((error: unknown) => errorResponse(error, requestId));
    response.headers.set("x-request-id", requestId);
    // What is somebody's own is for no cache, be it their browser's.
    if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", NO_STORE);
    if (counted !== null && !response.headers.has("RateLimit-Limit")) {
      const { left, limitedFor } = counted as Counted;
      const headers = rateLimitHeaders(countedAs(options.limit).perMinute, left, limitedFor || 60);
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    }
    const { pathname } = new URL(request.url);
    const facts = { requestId, method: request.method, path: logPath(pathname), status: response.status };
    log.info({ ...facts, ms: now().getTime() - at.getTime(), userId: (viewer as Viewer | null)?.id }, "request");
    return response;
  };
}

function hasBody(headers: Headers): boolean {
  return headers.has("transfer-encoding") || Number(headers.get("content-length") ?? 0) > 0;
}

/** Reads the body while the database says who asks, if somebody shows credentials; a refusal of them comes first. */
function readAhead(request: Request): Promise<unknown> | undefined {
  if (!request.headers.has("authorization") && !request.headers.has("cookie")) return undefined;
  const reading = readJson(request);
  // Whoever waits for it hears of its fault; when nobody does, the request was refused before.
  reading.catch(() => {});
  return reading;
}

type Rules = { auth: "user" | "admin" | "anyone"; limit: LimitClass };

function countedAs(limit: LimitClass): { name: LimitClass; perMinute: number } {
  return { name: limit, perMinute: limitOf(limit, env().LIMIT_RUNS_PER_MINUTE) };
}

function countAddress(headers: Headers, limit: LimitClass, at: Date): Promise<Counted> {
  return countAnonymous(sha256(clientAddress(headers)), countedAs(limit), at);
}

function requireRoom(counted: Counted, limit: LimitClass): void {
  if (counted.limitedFor === 0) return;
  const { perMinute } = countedAs(limit);
  throw new AppError("rate_limited", {
    details: { retryAfterSeconds: counted.limitedFor, limit: perMinute, reason: "rate" },
  });
}

/** Counts a request by its address alone, for routes that are not ours to define; refuses with `rate_limited`. */
export async function requireAnonymousRoom(request: Request, limit: LimitClass): Promise<void> {
  requireRoom(await countAddress(request.headers, limit, now()), limit);
}

async function identifyCaller(request: Request, { auth, limit }: Rules, at: Date) {
  const cookies = parseCookies(request.headers.get("cookie"));
  const credentials = await readCredentials(request.headers.get("authorization"), cookies);
  const known = await identify(credentials, countedAs(limit), at).catch(async (error: unknown) => {
    if (error instanceof AppError && error.code === "unauthenticated") {
      requireRoom(await countAddress(request.headers, "badCredentials", at), "badCredentials");
    }
    throw error;
  });
  if (known !== null) return known;
  if (auth !== "anyone") throw new AppError("unauthenticated");
  return { viewer: null, counted: await countAddress(request.headers, limit, at) };
}

function requireAllowed(request: Request, { auth, limit }: Rules, viewer: Viewer | null, counted: Counted): void {
  requireRoom(counted, limit);
  if (viewer?.via === "cookie" && !SAFE.has(request.method)) requireSameOrigin(request.headers);
  if (auth === "admin" && viewer?.isAdmin !== true) throw new AppError("forbidden");
}

/** An address that cannot be right names nothing that exists. */
async function parseAddress<T>(schema: z.ZodType<T>, context: RouteContext): Promise<T> {
  const parsed = schema.safeParse(await context.params);
  if (!parsed.success) throw new AppError("not_found");
  return parsed.data;
}

/** The one place that turns an error into a status; what is not ours is logged with its stack and never shown. */
export function errorResponse(error: unknown, requestId: string): Response {
  const refusal = toAppError(error);
  if (refusal.code === "internal") log.error({ err: error, requestId }, "request failed");
  // A cache may keep a 404 or 405 that says nothing of it, and answer with it once there is something.
  const headers = { "Cache-Control": NO_STORE, ...headersOf(refusal) };
  return Response.json({ ...refusal.toBody(), requestId }, { status: refusal.status, headers });
}

/** When to come back; for a rate that was reached also which one, as a route may stand under another one beside. */
function headersOf({ code, details }: AppError): Record<string, string> {
  const { retryAfterSeconds: seconds, limit, reason } = details;
  if (typeof seconds !== "number") return {};
  const isRate = code === "rate_limited" && reason === "rate" && typeof limit === "number";
  return { "Retry-After": String(seconds), ...(isRate ? rateLimitHeaders(limit, 0, seconds) : {}) };
}
