import type { ErrorBody } from "@/lib/errors";

export type Answer<Body> = { ok: true; body: Body } | { ok: false; status: number; error: ErrorBody };

/** What is said when no answer of ours arrived: the connection failed, or something else answered. */
export const NO_ANSWER: ErrorBody = {
  error: "internal",
  message: "No answer from the server. Check your connection and try again.",
};

/** Reads the coded error of a refused request; whatever else came counts as no answer. */
export async function readError(response: Response): Promise<ErrorBody> {
  const body: unknown = await response.json().catch(() => null);
  const known = typeof body === "object" && body !== null && "error" in body && "message" in body;
  return known ? (body as ErrorBody) : NO_ANSWER;
}

type Sent = { body?: unknown; key?: string; keepalive?: boolean } & (
  | { signal?: AbortSignal; patienceMs?: never }
  | { signal?: never; patienceMs?: number }
);

/**
 * Asks our own API with JSON both ways. A refusal is an answer; only an abort throws. Under the same `key` a request is
 * done once, however often it is sent. After `patienceMs` there is no answer. With `keepalive` it is sent to its end,
 * also when the page is left.
 */
export async function request<Body>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  { body, signal, key, patienceMs, keepalive = false }: Sent = {},
): Promise<Answer<Body>> {
  try {
    const response = await fetch(path, {
      method,
      keepalive,
      headers: {
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
      ...(patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) }),
    });
    if (!response.ok) return { ok: false, status: response.status, error: await readError(response) };
    return { ok: true, body: (await response.json()) as Body };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ok: false, status: 0, error: NO_ANSWER };
  }
}
