import "server-only";
import { collectDefaultMetrics, Registry } from "prom-client";
import { processSingleton } from "@/lib/process-singleton";

/** The process's one registry, with what Node itself can tell: event loop lag, memory, CPU, garbage collection. */
export function metricsRegistry(): Registry {
  return processSingleton("metrics-registry", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    return registry;
  });
}
