import type { z } from "zod";
import type { Work } from "../work";
import { invalid } from "./stripe-error";

/** Who asks: the holder of the secret key, or a browser with a publishable one. */
export type Caller = "secret" | "publishable";

export type Route = {
  method: string;
  path: RegExp;
  schema: z.ZodType<unknown>;
  /** May a browser call it? */
  publishable: boolean;
  run: (work: Work, params: unknown, id: string, caller: Caller) => object;
};

/** One operation of Stripe's: `POST /v1/refunds/:id`, its parameters and what it does. */
export function route<P>(
  operation: string,
  schema: z.ZodType<P>,
  run: (work: Work, params: P, id: string, caller: Caller) => object,
  { publishable = false }: { publishable?: boolean } = {},
): Route {
  const [method = "", path = ""] = operation.split(" ");
  return {
    method,
    path: new RegExp(`^${path.replace(":id", "([^/]+)")}$`),
    schema,
    publishable,
    run: run as Route["run"],
  };
}

/** The operation that a request means, and the id in its address. */
export function findRoute(routes: readonly Route[], method: string, path: string): { found: Route; id: string } | null {
  for (const found of routes) {
    const match = found.method === method ? found.path.exec(path) : null;
    if (match) return { found, id: decode(match[1] ?? "") };
  }
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid(`Invalid address: ${part}`);
  }
}
