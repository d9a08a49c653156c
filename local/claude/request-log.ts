/** What is kept of one request for an answer: sizes and times, never text. Times are epoch milliseconds with fractions. */
export type LoggedRequest = {
  id: number;
  model: string | null;
  maxTokens: number | null;
  systemLength: number;
  messages: number;
  /** The word that a `label` directive put on it, to find the attempts of one run by. */
  label: string | null;
  startedAt: number;
  endedAt: number | null;
  aborted: boolean;
  /** Did an answer begin, whole or broken later? */
  answered: boolean;
  /** The HTTP status of an answer that went out whole; null before that, and for one that broke off. */
  status: number | null;
};

const KEPT = 5_000;

/** The present instant in epoch milliseconds with fractions. */
export function epochMs(): number {
  return performance.timeOrigin + performance.now();
}

function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

function textLength(content: unknown): number {
  if (typeof content === "string") return content.length;
  if (!Array.isArray(content)) return 0;
  return content.reduce((sum: number, block) => sum + textLength(field(block, "text")), 0);
}

/** The last 5,000 requests for an answer, also those that were refused. */
export function createRequestLog() {
  const requests: LoggedRequest[] = [];
  let lastId = 0;

  return {
    /** Notes a request by its parsed body, well-formed or not, and the epoch milliseconds at which it came. */
    begin(body: unknown, startedAt: number): LoggedRequest {
      const model = field(body, "model");
      const maxTokens = field(body, "max_tokens");
      const messages = field(body, "messages");
      lastId += 1;
      const request: LoggedRequest = {
        id: lastId,
        model: typeof model === "string" ? model.slice(0, 100) : null,
        maxTokens: typeof maxTokens === "number" ? maxTokens : null,
        systemLength: textLength(field(body, "system")),
        messages: Array.isArray(messages) ? messages.length : 0,
        label: null,
        startedAt,
        endedAt: null,
        aborted: false,
        answered: false,
        status: null,
      };
      requests.push(request);
      if (requests.length > KEPT) requests.shift();
      return request;
    },
    /** Notes how a request ended; only the first end counts. */
    end(request: LoggedRequest, { aborted }: { aborted: boolean }): void {
      if (request.endedAt !== null) return;
      request.endedAt = epochMs();
      request.aborted = aborted;
    },
    /** Requests with an id above `after`, oldest first. */
    list(after: number): LoggedRequest[] {
      return requests.filter((request) => request.id > after);
    },
  };
}

export type RequestLog = ReturnType<typeof createRequestLog>;
