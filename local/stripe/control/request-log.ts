import type { Param, Params } from "../wire/form";

/** What is kept of one request to the API. Times are real epoch milliseconds. */
export type LoggedRequest = {
  id: number;
  request: string;
  method: string;
  path: string;
  idempotencyKey: string | null;
  params: Params;
  startedAt: number;
  /** Null while it goes on, and for one that was left without an answer. */
  status: number | null;
  replayed: boolean;
};

const KEPT = 2_000;

/** A copy without what nobody should find in a log: card numbers and their codes. */
function withoutSecrets(value: Param, name = ""): Param {
  if (typeof value === "string") return name === "number" || name === "cvc" ? "***" : value;
  if (Array.isArray(value)) return value.map((inner) => withoutSecrets(inner));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, key)]));
}

/** The last 2,000 requests to the API. */
export function createRequestLog() {
  const requests: LoggedRequest[] = [];
  let lastId = 0;

  return {
    begin(wanted: Omit<LoggedRequest, "id" | "startedAt" | "status" | "replayed">): LoggedRequest {
      lastId += 1;
      const request: LoggedRequest = {
        ...wanted,
        id: lastId,
        params: withoutSecrets(wanted.params) as Params,
        startedAt: Date.now(),
        status: null,
        replayed: false,
      };
      requests.push(request);
      if (requests.length > KEPT) requests.shift();
      return request;
    },
    /** Requests with an id above `after`, oldest first. */
    list: (after: number): LoggedRequest[] => requests.filter(({ id }) => id > after),
  };
}
