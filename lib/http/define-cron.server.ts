import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { errorResponse, type RouteHandler } from "@/lib/http/define-route.server";
import { newId } from "@/lib/id";
import { log } from "@/lib/log.server";

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** A scheduled job's address: Bearer CRON_SECRET, compared in constant time, and closed while that is not set. */
export function defineCron(run: (now: Date) => Promise<Record<string, unknown>>): RouteHandler {
  return async (request) => {
    const requestId = newId();
    try {
      const secret = env().CRON_SECRET;
      const given = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
      if (secret === undefined || given === undefined || !sameSecret(given, secret)) {
        throw new AppError("unauthenticated", { message: "This address is for the scheduler." });
      }
      const result = await run(now());
      log.info({ requestId, path: new URL(request.url).pathname, ...result }, "job done");
      return Response.json(result);
    } catch (error) {
      return errorResponse(error, requestId);
    }
  };
}
