import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/local/stand-in/start-server";

type Value = { stringValue?: string; intValue?: number; boolValue?: boolean; doubleValue?: number };
type Attribute = { key: string; value: Value };

type SentSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Attribute[];
  status?: { code?: number; message?: string };
};

type Payload = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: SentSpan[] }[] }[];
};

export type Span = Omit<SentSpan, "attributes"> & { attributes: Record<string, unknown> };

const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

/** A collector for tests: takes OTLP over HTTP in JSON and keeps what it got. */
export async function startOtlpReceiver() {
  const bodies: string[] = [];
  const server = await startServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      if (request.url === "/v1/traces") bodies.push(Buffer.concat(parts).toString("utf8"));
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });

  const parts = () => bodies.flatMap((body) => (JSON.parse(body) as Payload).resourceSpans);
  const spans = (): Span[] =>
    parts()
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
      .map((span) => ({ ...span, attributes: plain(span.attributes) }));

  /** The spans so far, as soon as `isEnough` says so; fails after thirty seconds. */
  const waitFor = async (isEnough: (spans: Span[]) => boolean): Promise<Span[]> => {
    for (let waited = 0; waited < 30_000; waited += 50) {
      if (isEnough(spans())) return spans();
      await sleep(50);
    }
    throw new Error(
      `not all spans came: ${spans()
        .map(({ name }) => name)
        .join(", ")}`,
    );
  };

  return {
    url: server.url,
    /** Everything that was sent, as it was sent. */
    raw: () => bodies.join("\n"),
    resource: () => plain(parts()[0]?.resource.attributes ?? []),
    waitFor,
    stop: server.close,
  };
}
