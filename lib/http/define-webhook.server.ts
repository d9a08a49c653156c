import "server-only";
import { now } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { errorResponse, type RouteHandler } from "@/lib/http/define-route.server";
import { readBytes } from "@/lib/http/read-body.server";
import { newId } from "@/lib/id";
import { log } from "@/lib/log.server";
import { logPath } from "@/lib/telemetry/log-path";
import { inRequest } from "@/lib/telemetry/request-context.server";

const MAX_BYTES = 1_000_000;

type Delivery = { body: string; headers: Headers; now: Date };

/**
 * An address that another service calls: it is given the raw body, byte for byte what was signed. Whatever goes wrong
 * answers an error status, so that the sender tries again; what was done is in the answer.
 */
export function defineWebhook(handle: (delivery: Delivery) => Promise<Record<string, unknown>>): RouteHandler {
  return (request) => {
    const requestId = newId();
    const path = logPath(new URL(request.url).pathname);
    return inRequest(requestId, async () => {
      try {
        const bytes = await readBytes(request, MAX_BYTES);
        const done = await handle({ body: decode(bytes), headers: request.headers, now: now() });
        log.info({ path, ...done }, "webhook handled");
        return Response.json(done);
      } catch (error) {
        const response = errorResponse(error, requestId);
        log.warn({ path, status: response.status }, "webhook refused or failed");
        return response;
      }
    });
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_signature", { cause });
  }
}
