import { z } from "zod";
import { parseOrRefuse } from "@/lib/http/parse";

const IdempotencyKey = z.object({
  "Idempotency-Key": z.string().regex(/^[\x21-\x7e]{1,255}$/, "1 to 255 visible characters"),
});

/** The key under which a request may come again and is done once; null without one, `invalid_input` for a bad one. */
export function idempotencyKeyOf(headers: Headers): string | null {
  const key = headers.get("idempotency-key");
  return key === null ? null : parseOrRefuse(IdempotencyKey, { "Idempotency-Key": key })["Idempotency-Key"];
}
