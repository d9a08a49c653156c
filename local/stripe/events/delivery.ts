import type { Attempt, DeliveryRow, KeptEvent } from "../state/rows";
import type { State } from "../state/tables";
import { type DeliverySetting, ORDINARY } from "./delivery-setting";
import { createOutbox } from "./outbox";
import { isLoopback, isTaken, sendEvent } from "./send-event";

const MOST_TRIES = 12;
const LONGEST_PAUSE_MS = 60_000;
const MOST_EVENTS = 10_000;

type DeliveryOptions = {
  tables: State["tables"];
  withOrigin: (text: string) => string;
  changed: () => void;
  /** The pause before the first retry; each further one is twice as long. */
  retryMs: number;
};

/** Brings events to the webhook endpoints: signed, in order, and again until they are taken. */
export function createDelivery({ tables, withOrigin, changed, retryMs }: DeliveryOptions) {
  let setting: DeliverySetting = ORDINARY;
  const timers = new Set<NodeJS.Timeout>();
  const outbox = createOutbox();
  let inFlight = 0;
  let closed = false;

  const rowsOf = (event: string): DeliveryRow[] =>
    [...tables.webhookEndpoints.keys()].flatMap((endpoint) => tables.deliveries.get(`${event}:${endpoint}`) ?? []);

  /** How many endpoints have not taken an event yet. */
  function countPending(event: KeptEvent): void {
    event.pending_webhooks = rowsOf(event.id).filter(({ state }) => state !== "delivered").length;
    changed();
  }

  async function attempt(row: DeliveryRow): Promise<Attempt | null> {
    const event = tables.events.get(row.event);
    const endpoint = tables.webhookEndpoints.get(row.endpoint);
    if (!event || !endpoint || closed) return null;
    inFlight += 1;
    const made = await sendEvent(event, { url: endpoint.url, secret: endpoint.secret ?? "", withOrigin });
    inFlight -= 1;
    row.attempts.push(made);
    if (isTaken(made)) row.state = "delivered";
    countPending(event);
    return made;
  }

  function retryLater(row: DeliveryRow): void {
    if (row.state !== "queued" || closed) return;
    if (!setting.retry || row.attempts.length >= MOST_TRIES) {
      row.state = "failed";
      changed();
      return;
    }
    const pause = Math.min(LONGEST_PAUSE_MS, retryMs * 2 ** (row.attempts.length - 1));
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (row.state === "queued") attempt(row).then(() => retryLater(row), report);
    }, pause);
    timers.add(timer);
  }

  async function sendFirst(row: DeliveryRow): Promise<void> {
    await attempt(row);
    retryLater(row);
  }

  function enqueue(row: DeliveryRow): void {
    const { duplicate, shuffle, delayMs } = setting;
    const again = async () => void (await attempt(row));
    const copies = [() => sendFirst(row), ...Array.from({ length: duplicate - 1 }, () => again)];
    if (shuffle) outbox.shuffle(copies, delayMs);
    else outbox.send(async () => void (await Promise.all(copies.map((copy) => copy()))), delayMs);
  }

  function endpointsFor(event: KeptEvent) {
    return [...tables.webhookEndpoints.values()].filter(
      ({ status, url, enabled_events: types }) =>
        status === "enabled" && isLoopback(url) && types.some((type) => type === "*" || type === event.type),
    );
  }

  function forgetOldest(): void {
    const oldest = tables.events.keys().next().value;
    if (tables.events.size <= MOST_EVENTS || oldest === undefined) return;
    for (const { id } of rowsOf(oldest)) tables.deliveries.delete(id);
    tables.events.delete(oldest);
  }

  return {
    /** Sends an event to whoever wants it, once the work that made it is done. */
    announce(event: KeptEvent): void {
      for (const endpoint of endpointsFor(event)) {
        const row: DeliveryRow = {
          id: `${event.id}:${endpoint.id}`,
          event: event.id,
          endpoint: endpoint.id,
          state: setting.drop ? "dropped" : "queued",
          attempts: [],
        };
        tables.deliveries.set(row.id, row);
        event.pending_webhooks += 1;
        if (!setting.drop) enqueue(row);
      }
      forgetOldest();
    },
    /** Sends what an earlier server left unsent. */
    resume(): void {
      for (const row of tables.deliveries.values()) if (row.state === "queued") enqueue(row);
    },
    /** Sends an event once more to every endpoint that wants it now. */
    async sendAgain(event: KeptEvent): Promise<Attempt[]> {
      const made = endpointsFor(event).map(({ id }) => {
        const row = tables.deliveries.get(`${event.id}:${id}`) ?? {
          id: `${event.id}:${id}`,
          event: event.id,
          endpoint: id,
          state: "dropped" as const,
          attempts: [],
        };
        tables.deliveries.set(row.id, row);
        return attempt(row);
      });
      return (await Promise.all(made)).filter((one) => one !== null);
    },
    /** The ways of one event to its endpoints. */
    rowsOf,
    setting: (): DeliverySetting => setting,
    set(changes: Partial<DeliverySetting>): void {
      setting = { ...setting, ...changes };
    },
    /** How many events are still on their way. */
    pending: (): number =>
      [...tables.deliveries.values()].filter(({ state }) => state === "queued").length || outbox.waiting() || inFlight,
    close(): void {
      closed = true;
      outbox.close();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function report(error: unknown): void {
  console.error("stripe stand-in: a webhook was not sent:", error);
}

export type Delivery = ReturnType<typeof createDelivery>;
