import "server-only";
import {
  type Attributes,
  isSpanContextValid,
  ProxyTracerProvider,
  type Span,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AppError } from "@/lib/errors";

/** What went wrong, by name. A message could hold text that people wrote, so it never goes into a span. */
function errorType(error: unknown): string {
  if (error instanceof AppError) return error.code;
  return error instanceof Error ? error.name : "unknown";
}

/**
 * Does the work inside a span of this name. Costs about a microsecond while no tracing was started. Attributes are
 * ids, names and numbers, never text.
 */
export function inSpan<T>(name: string, work: (span: Span) => Promise<T>, attributes: Attributes = {}): Promise<T> {
  return trace.getTracer("prpm-playground").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, errorType(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks a span as failed, by the name of what failed. */
export function markFailed(span: Span, type: string): void {
  span.setAttribute("error.type", type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The trace that this code runs in, under the names that log collectors know; nothing while there is none. */
export function traceIds(): { trace_id?: string; span_id?: string } {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}

/** Sends what was not sent yet; nothing to do while no tracing was started. Never rejects. */
export async function flushSpans(): Promise<void> {
  const known = trace.getTracerProvider();
  const provider = known instanceof ProxyTracerProvider ? known.getDelegate() : known;
  if (!("forceFlush" in provider) || typeof provider.forceFlush !== "function") return;
  await Promise.resolve(provider.forceFlush()).catch(() => {}); // the SDK says it itself
}
