/** Runs once when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { notePeers } = await import("@/lib/auth/peer.server");
  notePeers();
  if (process.env["NEXT_PHASE"] === "phase-production-build") return;
  // These names are the OpenTelemetry SDK's own, which reads them itself. Without an address nothing of it is loaded.
  if (process.env["OTEL_EXPORTER_OTLP_ENDPOINT"] && process.env["OTEL_SDK_DISABLED"] !== "true") {
    // Next's own span for a fetch would stand beside ours.
    process.env["NEXT_OTEL_FETCH_DISABLED"] ??= "1";
    const { startTracing } = await import("@/lib/telemetry/start-tracing.server");
    startTracing();
  }
  const { watchServer } = await import("@/lib/runs/watch-server.server");
  watchServer({ ownsSignals: process.env["NEXT_MANUAL_SIG_HANDLE"] !== undefined });
}
