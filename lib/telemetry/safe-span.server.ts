import "server-only";
import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import { logPath } from "@/lib/telemetry/log-path";

/** Attributes that leave the process, by what they may be: anything else is not sent. */
const PLAIN =
  /^(run|provider|http\.(status_code|method|route|response\.status_code|request\.method)|error\.type|next\.(route|span_type|page|rsc)|operation\.name)/;
const ADDRESS = /^(http\.(target|url)|url\.(path|full))$/;
const URL_IN_NAME = /https?:\/\/\S+/g;

function safeAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (PLAIN.test(name)) return [[name, value]];
      return ADDRESS.test(name) && typeof value === "string" ? [[name, safeAddress(value)]] : [];
    }),
  );
}

function safeAddress(address: string): string {
  if (!URL.canParse(address)) return logPath(address);
  const { origin, pathname } = new URL(address);
  return origin + logPath(pathname);
}

/**
 * A span as it may leave the process. The framework's own spans carry addresses with their queries, user agents and
 * the messages of errors, any of which may hold what people wrote, tokens or e-mails.
 */
export function safeSpan(span: ReadableSpan): ReadableSpan {
  return Object.assign(Object.create(span), {
    name: span.name.replace(URL_IN_NAME, safeAddress).replace(/(?<= )\/\S*/, logPath),
    attributes: safeAttributes(span.attributes),
    events: span.events.map(({ name, time }) => ({ name, time, attributes: {} })),
    status: { code: span.status.code },
  }) as ReadableSpan;
}

/** Spans of the framework that say only how it found its own code; without them a trace is half as long. */
const HOUSEKEEPING = new Set([
  "LoadComponents.loadRouteModule",
  "NextNodeServer.findPageComponents",
  "NextNodeServer.getLayoutOrPageModule",
  "RouteModule.prepare",
  "AppRouteRouteModule.loadUserland",
]);

/** Is this span worth sending? Only spans without children of ours are left out. */
export function isTelling(span: ReadableSpan): boolean {
  return !HOUSEKEEPING.has(String(span.attributes["next.span_type"]));
}
