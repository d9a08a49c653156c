import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { errorResponse, type RouteHandler } from "@/lib/http/define-route.server";
import { newId } from "@/lib/id";
import { log } from "@/lib/log.server";
import { logPath } from "@/lib/telemetry/log-path";
import { inRequest } from "@/lib/telemetry/request-context.server";

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Throws `unauthenticated` for everyone without CRON_SECRET, and for everyone while it is not set. */
function requireSecret(headers: Headers): void {
  const secret = env().CRON_SECRET;
  const given = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (secret === undefined || given === undefined || !sameSecret(given, secret)) {
    throw new AppError("unauthenticated", { message: "This address is for the scheduler." });
  }
}

/** An address for the installation's own machines: Bearer CRON_SECRET, compared in constant time. */
export function forScheduler(answer: (call: { request: Request; now: Date }) => Promise<Response>): RouteHandler {
  return (request) => {
    const requestId = newId();
    return inRequest(requestId, async () => {
      try {
        requireSecret(request.headers);
        return await answer({ request, now: now() });
      } catch (error) {
        return errorResponse(error, requestId);
      }
    });
  };
}

/** A scheduled job's address: closed to all but the scheduler; answers what the job did and logs it. */
export function defineCron(run: (now: Date) => Promise<Record<string, unknown>>): RouteHandler {
  return forScheduler(async ({ request, now }) => {
    const result = await run(now);
    log.info({ path: logPath(new URL(request.url).pathname), ...result }, "job done");
    return Response.json(result);
  });
}
