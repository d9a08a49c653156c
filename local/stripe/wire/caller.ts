import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Params } from "./form";
import type { Caller } from "./route";
import { StripeRefusal } from "./stripe-error";

function keyOf(req: IncomingMessage, params: Params): string | null {
  const { authorization = "" } = req.headers;
  const [, bearer] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  if (bearer !== undefined) return bearer;
  const [, basic] = /^Basic (\S+)$/i.exec(authorization) ?? [];
  if (basic !== undefined) return Buffer.from(basic, "base64").toString("utf8").split(":")[0] ?? null;
  // A browser sends its publishable key among the parameters.
  return typeof params["key"] === "string" ? params["key"] : null;
}

function isSame(given: string, secretKey: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secretKey)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Who calls, by the key that comes with the request; without a right one nobody is let in. */
export function requireCaller(req: IncomingMessage, params: Params, secretKey: string): Caller {
  const key = keyOf(req, params);
  if (key !== null && isSame(key, secretKey)) return "secret";
  if (key?.startsWith("pk_test_")) return "publishable";
  const message =
    key === null
      ? "You did not provide an API key: send it as `Authorization: Bearer YOUR_SECRET_KEY`."
      : `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`;
  throw new StripeRefusal(401, { type: "invalid_request_error", message });
}
