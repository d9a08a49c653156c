import "server-only";
import { DiagLogLevel, diag } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace-node";
import { log } from "@/lib/log.server";
import { isTelling, safeSpan } from "@/lib/telemetry/safe-span.server";

/** Enough to see what the collector or the network said; the spans it speaks of hold no text. */
const LONGEST_FAULT = 300;

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
  const tell = (fault: string) => log.warn({ fault: fault.slice(0, LONGEST_FAULT) }, "tracing has a problem");
  const quiet = () => {};
  diag.setLogger({ error: tell, warn: tell, info: quiet, debug: quiet, verbose: quiet }, DiagLogLevel.WARN);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "prpm-playground" }))
    .merge(detectResources({ detectors: [envDetector] }));
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(withSafeSpans(new OTLPTraceExporter()))],
  });
  provider.register();
}
