import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { formatWeight } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import { FormatMark } from "@/components/packages/format-mark";
import { packageHref, playgroundHref, SUBTYPE_WORDS, suggestionHref } from "@/components/packages/package-words";
import { SuggestionFacts } from "@/components/packages/suggestion-facts";
import { Button } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import type { PackageDetail, PackageSummary } from "@/lib/packages/package";

const COLUMNS = "grid-cols-[2.75rem_1fr_2rem] sm:grid-cols-[2.75rem_1fr_6rem_3.5rem_6rem_2rem]";

/** The names of the columns; each row says them in its own words to those who do not see them. */
export function CatalogueHead() {
  return (
    <div aria-hidden className={clsx("grid gap-x-3 px-2 pt-3 pb-1.5 text-12 text-faint max-sm:hidden", COLUMNS)}>
      <span className="col-span-2">Package</span>
      <span>Kind</span>
      <span className="text-right">Tokens</span>
      <span className="text-right">Updated</span>
    </div>
  );
}

function Unfolded({ detail }: { detail: PackageDetail }) {
  return (
    <div className="pr-2 pb-4 pl-14 max-sm:pl-2">
      {detail.runnable && detail.suggestedInputs.length > 0 ? (
        <ul className="border-t border-dashed">
          {detail.suggestedInputs.map((suggestion) => (
            <li key={suggestion.id} className="flex items-center gap-4 border-b border-dashed py-2">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-baseline gap-x-3 text-13">
                  <span className="wrap-anywhere min-w-0">{suggestion.title}</span>
                  <SuggestionFacts suggestion={suggestion} />
                </p>
                <p className="truncate text-12 text-faint">{suggestion.input}</p>
              </div>
              <Button asChild size="small">
                <Link href={suggestionHref(detail.id, suggestion.id)} aria-label={`Try: ${suggestion.title}`}>
                  Try
                </Link>
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-13 text-soft">
          {detail.runnable ? "No suggested inputs yet. Bring your own." : "Shown here to read; it is not run."}
        </p>
      )}
      <p className="mt-3 flex gap-4 text-13">
        <Link href={packageHref(detail)} className="link finger flex items-center">
          Read the prompt
        </Link>
        {detail.runnable && (
          <Link href={playgroundHref(detail.id)} className="link finger flex items-center">
            Use your own input
          </Link>
        )}
      </p>
    </div>
  );
}

type CatalogueRowProps = { item: PackageSummary; detail: PackageDetail | null; foldHref: string };

/** A package as a dense line; unfolded it offers its suggested inputs. */
export function CatalogueRow({ item, detail, foldHref }: CatalogueRowProps) {
  const open = detail !== null;
  return (
    <li className={clsx("border-b", open && "bg-sunken")} id={item.id}>
      <div className={clsx("grid items-center gap-x-3 px-2 py-2.5", COLUMNS)}>
        <FormatMark format={item.format} />
        <div className="min-w-0">
          <h2 className="flex items-center gap-2 text-14 font-normal">
            <Link href={packageHref(item)} className="truncate hover:underline hover:underline-offset-3">
              <span className="text-faint">{item.scope}/</span>
              {item.name}
            </Link>
            {item.visibility === "private" && <Mark>Private</Mark>}
          </h2>
          <p className={clsx("text-13 text-soft", !open && "truncate max-sm:line-clamp-2 max-sm:whitespace-normal")}>
            {item.description}
          </p>
        </div>
        <span className="text-12 text-faint max-sm:hidden">{SUBTYPE_WORDS[item.subtype]}</span>
        <span className="figures text-right text-12 text-soft max-sm:hidden" title="Tokens of its prompt">
          {formatWeight(item.tokens)}
          <span className="sr-only"> tokens</span>
        </span>
        <span className="text-right text-12 text-faint max-sm:hidden">
          <LocalTime iso={item.updatedAt} style="date" />
        </span>
        <Link
          href={foldHref}
          scroll={false}
          replace
          aria-expanded={open}
          aria-label={`Suggested inputs of ${item.name}`}
          className="finger inline-flex size-8 items-center justify-center rounded-control text-faint hover:bg-pressed hover:text-ink"
        >
          <ChevronRight size={16} aria-hidden className={clsx("transition-transform", open && "rotate-90")} />
        </Link>
      </div>
      {detail !== null && <Unfolded detail={detail} />}
    </li>
  );
}
