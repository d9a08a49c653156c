import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { formatCount } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import { playgroundHref } from "@/components/packages/package-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Mark } from "@/components/ui/mark";
import { now } from "@/lib/clock";
import { MODELS } from "@/lib/models/models";
import type { PackageDetail } from "@/lib/packages/package";
import { type CommunityResult, RESULT_SORTS } from "@/lib/sessions/community-result";
import { listResults } from "@/lib/sessions/list-results.server";
import { FeatureButton } from "./feature-button";
import type { PackageAddress } from "./package-address";
import { PartPages } from "./part-pages";

const PAGE_SIZE = 20;
const SORT_WORDS = { helpful: "Most helpful", recent: "Newest", featured: "Featured first" } as const;

type HrefOf = (change: Record<string, string>) => string;

function Votes({ helpful, notHelpful }: CommunityResult) {
  if (helpful + notHelpful === 0) return <span>no votes yet</span>;
  return (
    <span className="figures">
      {formatCount(helpful)} helpful{notHelpful > 0 && `, ${formatCount(notHelpful)} not`}
    </span>
  );
}

function Result({ result, manages }: { result: CommunityResult; manages: boolean }) {
  const { token, title, model, version, question, answer, sharedAt, featured } = result;
  return (
    <li className="border-b py-4">
      <h2 className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-14 font-strong">
        <Link href={`/playground/shared/${token}`} className="link wrap-anywhere line-clamp-2 min-w-0" prefetch={false}>
          {title}
        </Link>
        {featured && <Mark tone="live">Featured</Mark>}
      </h2>
      <p className="wrap-anywhere mt-1.5 line-clamp-1 text-13 text-soft">{question}</p>
      <p className="wrap-anywhere mt-1 line-clamp-3 text-14">{answer}</p>
      <div className="mt-2 flex min-h-7 flex-wrap items-center gap-x-3 text-12 text-faint">
        <span>{MODELS[model].label}</span>
        <span className="figures">v{version}</span>
        <LocalTime iso={sharedAt} style="date" />
        <Votes {...result} />
        {manages && <FeatureButton {...{ token, title, featured }} />}
      </div>
    </li>
  );
}

function NoResults({ item }: { item: PackageDetail }) {
  return (
    <EmptyState title="No results yet">
      <p>
        Run {item.name} on something of yours, share the thread, and have the link listed here: others see what it does
        before they install it.
      </p>
      {item.runnable && (
        <Button asChild>
          <Link href={playgroundHref(item.id)}>Try {item.name}</Link>
        </Button>
      )}
    </EmptyState>
  );
}

type PackageResultsProps = { item: PackageDetail; address: PackageAddress; manages: boolean; hrefOf: HrefOf };

/** What people got from the package and wanted others to see. */
export async function PackageResults({ item, address: { sort, cursor }, manages, hrefOf }: PackageResultsProps) {
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    listResults({ packageId: item.id, sort, limit: PAGE_SIZE, cursor: from, now: now() }),
  );
  if (items.length === 0 && cursor === undefined) return <NoResults item={item} />;
  const choices = RESULT_SORTS.map((one) => ({
    words: SORT_WORDS[one],
    href: hrefOf({ results: one }),
    current: one === sort,
  }));
  return (
    <section aria-label="Results">
      <FilterLinks label="Order" choices={choices} />
      <ul className="mt-3 border-t">
        {items.map((result) => (
          <Result key={result.token} result={result} manages={manages} />
        ))}
      </ul>
      <PartPages
        first={cursor === undefined ? null : hrefOf({ results: sort })}
        next={nextCursor === null ? null : hrefOf({ results: sort, cursor: nextCursor })}
      />
    </section>
  );
}
