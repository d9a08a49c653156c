import type { IncomingMessage } from "node:http";
import { ownOrigins } from "../stand-in/local-caller";
import { createFaults } from "./control/faults";
import { createRequestLog } from "./control/request-log";
import { createDelivery } from "./events/delivery";
import { ROUTES } from "./routes";
import { runDue } from "./run-due";
import { createClock } from "./state/clock";
import type { KeptEvent } from "./state/rows";
import { openState } from "./state/state-file";
import { createIdempotency } from "./wire/idempotency";
import { createWork, SELF, type Work } from "./work";

export type WorldOptions = {
  /** The address of this server itself, once it listens. */
  url: () => string;
  secretKey: string;
  /** Where the state is kept; without one it ends with the server. */
  stateFile?: string | undefined;
  /** The pause before a webhook is sent for the second time. */
  retryMs?: number | undefined;
};

/** Everything one stand-in consists of. */
export function createWorld({ url, secretKey, stateFile, retryMs = 500 }: WorldOptions) {
  const { state, changed, flush } = openState(stateFile);
  const { tables } = state;
  const withOwnUrl = (text: string): string => text.replaceAll(`${SELF}/`, `${url()}/`);
  const delivery = createDelivery({ tables, withOrigin: withOwnUrl, changed, retryMs });
  const clock = createClock(state, (due) => runDue(work(null), due));

  const originFor = (req: IncomingMessage): string =>
    ownOrigins(req).find((origin) => origin === `http://${req.headers.host}`) ?? url();

  function work(request: KeptEvent["request"] | null): Work {
    const asked = request ?? { id: null, idempotency_key: null };
    return createWork({ state, now: clock.now, request: asked, announce: delivery.announce });
  }

  return {
    tables,
    clock,
    delivery,
    changed,
    flush,
    work,
    secretKey,
    routes: ROUTES,
    faults: createFaults(),
    log: createRequestLog(),
    idempotency: createIdempotency(tables.idempotency, clock.now),
    /** The address at which a caller reached us. */
    originFor,
    /** Puts the address at which the caller reached us in place of ours. */
    withOrigin(text: string, req: IncomingMessage): string {
      return text.replaceAll(`${SELF}/`, `${originFor(req)}/`);
    },
  };
}

export type World = ReturnType<typeof createWorld>;
