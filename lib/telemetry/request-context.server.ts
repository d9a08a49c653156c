import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { processSingleton } from "@/lib/process-singleton";

/** A run's own facts; `attempts` counts its requests to the provider. */
type RunContext = { readonly runId: string; readonly model: string; attempts: number };

type RequestContext = {
  readonly requestId: string;
  /** When the request was accepted, on the clock of `performance.now()`. */
  readonly acceptedAt: number;
  readonly run?: RunContext;
};

/** Next bundles this module several times; a context entered by one copy has to be seen by all. */
const storage = processSingleton("request-context", () => new AsyncLocalStorage<RequestContext | undefined>());

/** Does the work of one request; all it starts, also what outlives the response, knows the request's id. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId, acceptedAt: performance.now() }, work);
}

/** Does the work of one run inside its request; without a request (a script, a test) it gets an empty request id. */
export function inRun<T>(run: { runId: string; model: string }, work: () => T): T {
  const request = storage.getStore() ?? { requestId: "", acceptedAt: performance.now() };
  return storage.run({ ...request, run: { ...run, attempts: 0 } }, work);
}

/** For work that serves the whole process though one request happens to start it: timers, pools. */
export function outsideRequest<T>(work: () => T): T {
  return storage.run(undefined, work);
}

/** The request that is being served here, if any. */
export function requestContext(): RequestContext | undefined {
  return storage.getStore();
}

/** The ids that each log line carries. */
export function contextIds(): { requestId?: string; runId?: string } {
  const context = storage.getStore();
  if (context === undefined) return {};
  const { requestId, run } = context;
  return { ...(requestId === "" ? {} : { requestId }), ...(run ? { runId: run.runId } : {}) };
}
