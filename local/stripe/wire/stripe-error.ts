import type Stripe from "stripe";
import { Refusal } from "../../stand-in/refusal";

type ErrorBody = {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
};

/** A refusal in Stripe's shape. `kept`: the work had begun, so an idempotency key remembers the answer. */
export class StripeRefusal extends Refusal {
  readonly body: ErrorBody;
  readonly kept: boolean;

  constructor(status: number, body: ErrorBody, { kept = false, headers }: { kept?: boolean; headers?: Headers } = {}) {
    super(status, body.message, headers);
    this.body = body;
    this.kept = kept;
  }
}

type Headers = Record<string, string>;

/** A request that is wrong in itself; nothing was done. */
export function invalid(message: string, code?: string, param?: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: "invalid_request_error",
    message,
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
  });
}

/** A request that is well-formed but does not fit the state of things. */
export function conflicting(message: string, code?: string): StripeRefusal {
  return new StripeRefusal(
    400,
    { type: "invalid_request_error", message, ...(code !== undefined && { code }) },
    { kept: true },
  );
}

/** Nothing is known under an id: 404 when the address names it, 400 when a parameter does. */
export function noSuch(noun: string, id: string, param?: string): StripeRefusal {
  return new StripeRefusal(param === undefined ? 404 : 400, {
    type: "invalid_request_error",
    code: "resource_missing",
    message: `No such ${noun}: '${id}'`,
    param: param ?? "id",
  });
}

/** Any refusal in Stripe's shape; what is none is a failure of ours. */
export function asStripeRefusal(error: unknown): StripeRefusal {
  if (error instanceof StripeRefusal) return error;
  if (error instanceof Refusal) {
    const { status, message, headers } = error;
    return new StripeRefusal(status, { type: "invalid_request_error", message }, { headers });
  }
  return new StripeRefusal(
    500,
    { type: "api_error", message: "The local stand-in for Stripe failed." },
    { kept: true },
  );
}
