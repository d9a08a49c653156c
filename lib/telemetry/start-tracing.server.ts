import "server-only";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace-node";
import { isTelling, safeSpan } from "@/lib/telemetry/safe-span.server";

/** Sends the telling spans, in their safe form only. */
function withSafeSpans(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.filter(isTelling).map(safeSpan), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

/**
 * Sends this process's spans to a collector by OTLP over HTTP in JSON. Where to, how many and how often is said by the
 * standard OTEL_* variables, which the SDK reads by itself. Call it once, before the first request.
 */
export function startTracing(): void {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "prpm-playground" }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(withSafeSpans(new OTLPTraceExporter()))],
  });
  provider.register();
  // What is not sent yet when the process is told to end; a drain that follows sends the rest by the clock.
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void provider.forceFlush());
}
