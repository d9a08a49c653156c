import clsx from "clsx";
import { listFrom } from "@/app/_components/list-from";
import { FilterLinks } from "@/components/ui/filter-links";
import { listStripeEvents, type StripeEventLine } from "@/lib/billing/list-events.server";
import { type AdminQuery, adminHref } from "./admin-query";
import { ExactTime } from "./exact-time";
import { ListEnd } from "./list-end";
import { ReplayButton } from "./replay-button";
import { SearchForm } from "./search-form";
import { ZoneNote } from "./zone-note";

const PAGE_SIZE = 50;

const COLUMNS = "lg:grid-cols-[11.5rem_minmax(0,1fr)_5rem_4rem_minmax(0,18rem)_4.5rem] grid-cols-[minmax(0,1fr)_auto]";

/** Where we heard of it; a way that is not the usual one is worth a word. */
const SOURCES = { webhook: "webhook", reconcile: "reconcile", replay: "replayed" } as const;

function Head() {
  return (
    <div aria-hidden className={clsx("mt-5 grid gap-x-4 border-b pb-1 text-12 text-faint max-lg:hidden", COLUMNS)}>
      <span>Received</span>
      <span>What, and about which object</span>
      <span>From</span>
      <span className="text-right">Tries</span>
      <span>What came of it</span>
    </div>
  );
}

function Outcome({ event: { handledAt, outcome, error } }: { event: StripeEventLine }) {
  if (handledAt === null) {
    return <p className="wrap-anywhere text-12 text-bad-ink">{error ?? "waits to be handled"}</p>;
  }
  return <p className="wrap-anywhere text-12 text-soft">{outcome ?? "handled"}</p>;
}

/** On a narrow window what it is stands first, then when, from where and how often in one line, then the outcome. */
function Line({ event }: { event: StripeEventLine }) {
  const { id, type, objectId, source, receivedAt, attempts } = event;
  return (
    <li className={clsx("grid items-baseline gap-x-4 border-b py-2", COLUMNS)}>
      <div className="flex min-w-0 flex-col gap-0.5 lg:contents">
        <div className="min-w-0 lg:order-2">
          <p className="wrap-anywhere text-13">{type}</p>
          <p className="figures wrap-anywhere text-12 text-faint">{objectId ?? id}</p>
        </div>
        <div className="flex flex-wrap gap-x-3 text-12 text-soft lg:contents">
          <p className="figures text-faint lg:order-1">
            <ExactTime iso={receivedAt} />
          </p>
          <p className="lg:order-3">{SOURCES[source]}</p>
          <p className="figures lg:order-4 lg:text-right">
            {attempts}
            <span className="font-sans lg:sr-only"> {attempts === 1 ? "try" : "tries"}</span>
          </p>
        </div>
        <div className="min-w-0 lg:order-5">
          <Outcome event={event} />
        </div>
      </div>
      <span className="-my-3 justify-self-end lg:order-6 lg:-my-1.5">
        <ReplayButton id={id} type={type} />
      </span>
    </li>
  );
}

function Filter({ query: { tab, q, only } }: { query: AdminQuery }) {
  const search = q === undefined ? {} : { q };
  const choices = [
    { words: "All", href: adminHref({ tab, ...search }), current: only === undefined },
    {
      words: "Waiting or failed",
      href: adminHref({ tab, ...search, only: "waiting" }),
      current: only === "waiting",
    },
  ];
  return <FilterLinks label="Which events" choices={choices} />;
}

/** What Stripe told us, newest first, what came of it, and the way to handle one again. */
export async function PaymentsTab({ query }: { query: AdminQuery }) {
  const { q, only, cursor } = query;
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    listStripeEvents({ limit: PAGE_SIZE, cursor: from, onlyWaiting: only === "waiting", about: q }),
  );
  const nothing =
    only === "waiting"
      ? "Nothing waits: every event was handled."
      : "No events yet. They come with the first purchase.";
  return (
    <>
      <div className="flex flex-col gap-3">
        <SearchForm query={query} label="Type, object or event id" />
        <Filter query={query} />
      </div>
      {items.length > 0 && (
        <>
          <Head />
          <ul className="max-lg:mt-5 max-lg:border-t">
            {items.map((event) => (
              <Line key={event.id} event={event} />
            ))}
          </ul>
        </>
      )}
      {items.length > 0 && <ZoneNote className="mt-2" />}
      <ListEnd
        query={query}
        count={items.length}
        nextCursor={nextCursor}
        nothing={q === undefined ? nothing : `No event is about ${q}.`}
      />
    </>
  );
}
