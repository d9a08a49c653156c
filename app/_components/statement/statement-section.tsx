import { PageLink } from "@/app/_components/page-link";
import { Button } from "@/components/ui/button";
import { listStatement, listTransactionTypes } from "@/lib/credits/statement.server";
import { Statement } from "./statement";
import { type StatementQuery, statementHref, statementPlace } from "./statement-query";
import { TypeFilter } from "./type-filter";

const PAGE_SIZE = 50;

type StatementSectionProps = {
  userId: string;
  /** The page it stands on; its links lead there. */
  path: string;
  query: StatementQuery;
  now: Date;
  /** For the owner: links to sessions, and the statement as a file. */
  isOwn: boolean;
};

function Head({ type }: StatementQuery) {
  return (
    <Button asChild size="small">
      <a href={statementHref("/credits/statement.csv", type === undefined ? {} : { type })} download>
        Download CSV
      </a>
    </Button>
  );
}

type PagesProps = { path: string; query: StatementQuery; next: number | undefined };

/** Newer and earlier pages, as far as there are any. */
function Pages({ path, query: { type, before, at }, next }: PagesProps) {
  const filter = type === undefined ? {} : { type };
  return (
    <nav aria-label="Pages of the statement" className="mt-4 flex gap-2">
      {(before !== undefined || at !== undefined) && <PageLink href={statementPlace(path, filter)}>Newest</PageLink>}
      {next !== undefined && <PageLink href={statementPlace(path, { ...filter, before: next })}>Earlier</PageLink>}
    </nav>
  );
}

/** A wallet's movements, a page of them, with what filters and pages them. */
export async function StatementSection({ userId, path, query, now, isOwn }: StatementSectionProps) {
  const before = query.at === undefined ? query.before : query.at + 1;
  const [{ lines, hasMore }, types] = await Promise.all([
    listStatement({ userId, now, limit: PAGE_SIZE, before, type: query.type }),
    listTransactionTypes(userId),
  ]);
  return (
    <section aria-labelledby="statement" className="flex max-w-3xl flex-col gap-2">
      <div className="flex items-center gap-4">
        <h2 id="statement" className="flex-1 scroll-mt-16 text-16 font-strong">
          Statement
        </h2>
        {isOwn && <Head {...query} />}
      </div>
      <TypeFilter path={path} current={query.type} known={types} />
      {lines.length > 0 ? (
        <Statement lines={lines} marked={query.at} place={{ path, isOwn }} />
      ) : (
        <p className="py-8 text-14 text-soft">
          {query.type === undefined ? "There is nothing earlier." : "No movements of this kind yet."}
        </p>
      )}
      <Pages path={path} query={query} next={hasMore ? lines.at(-1)?.seq : undefined} />
    </section>
  );
}
