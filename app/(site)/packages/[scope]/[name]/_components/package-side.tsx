import Link from "next/link";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/local-time";
import { safeHref, UNTRUSTED_LINK } from "@/components/markdown/link-policy";
import { FORMAT_WORDS, SUBTYPE_WORDS, suggestionHref } from "@/components/packages/package-words";
import { SuggestionFacts } from "@/components/packages/suggestion-facts";
import type { PackageDetail } from "@/lib/packages/package";
import { TryBox } from "./try-box";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t pt-4">
      <h2 className="mb-2 text-13 font-strong">{title}</h2>
      {children}
    </section>
  );
}

function Suggestions({ item }: { item: PackageDetail }) {
  if (item.suggestedInputs.length === 0) return null;
  return (
    <Section title="Suggested inputs">
      <ul className="-mx-2">
        {item.suggestedInputs.map((suggestion) => (
          <li key={suggestion.id}>
            <Link
              href={suggestionHref(item.id, suggestion.id)}
              className="block rounded-control px-2 py-1.5 hover:bg-sunken"
            >
              <span className="wrap-anywhere block text-13">{suggestion.title}</span>
              <span className="wrap-anywhere line-clamp-2 text-12 text-faint">{suggestion.input}</span>
              <SuggestionFacts suggestion={suggestion} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Facts({ item }: { item: PackageDetail }) {
  const homepage = item.homepage === null ? null : safeHref(item.homepage);
  const facts: [string, ReactNode][] = [
    ["Format", FORMAT_WORDS[item.format].name],
    ["Kind", SUBTYPE_WORDS[item.subtype]],
    ...(item.author === null ? [] : [["Author", item.author] satisfies [string, string]]),
    ...(item.license === null ? [] : [["License", item.license] satisfies [string, string]]),
    ["Updated", <LocalTime key="updated" iso={item.updatedAt} style="date" />],
  ];
  return (
    <Section title="Details">
      <dl className="grid grid-cols-[5.5rem_1fr] gap-y-1 text-13">
        {facts.map(([term, fact]) => (
          <div key={term} className="contents">
            <dt className="text-faint">{term}</dt>
            <dd className="min-w-0 truncate">{fact}</dd>
          </div>
        ))}
        {homepage !== null && (
          <div className="contents">
            <dt className="text-faint">Home</dt>
            <dd className="min-w-0 truncate">
              <a href={homepage} className="link" {...UNTRUSTED_LINK}>
                {homepage.replace(/^https?:\/\//, "")}
              </a>
            </dd>
          </div>
        )}
      </dl>
      {item.tags.length > 0 && (
        <ul className="mt-3 flex flex-wrap gap-x-3 text-13">
          {item.tags.map((tag) => (
            <li key={tag}>
              <Link href={`/packages?tag=${encodeURIComponent(tag)}`} className="link text-soft">
                {tag}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Where the package is tried: an own input, or one of its suggested ones unless the page lists them elsewhere. */
export function PackageTry({ item, suggests }: { item: PackageDetail; suggests: boolean }) {
  if (!item.runnable) {
    return (
      <p className="rounded-panel border p-3 text-13 text-soft">
        {SUBTYPE_WORDS[item.subtype]}s act on your machine, so this one is shown here to read and is not run.
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      <TryBox packageId={item.id} />
      {suggests && <Suggestions item={item} />}
    </div>
  );
}

/** The package's versions and plain facts. */
export function PackageFacts({ item, versionHref }: { item: PackageDetail; versionHref: (version: string) => string }) {
  return (
    <div className="flex flex-col gap-6">
      <Section title="Versions">
        <ul className="text-13">
          {item.versions.map(({ version, createdAt }) => (
            <li key={version} className="flex items-center justify-between">
              <Link
                href={versionHref(version)}
                aria-current={version === item.version ? "page" : undefined}
                className="figures finger flex min-h-7 items-center text-soft hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:underline-offset-4"
              >
                {version}
              </Link>
              <span className="text-12 text-faint">
                <LocalTime iso={createdAt} style="date" />
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Facts item={item} />
    </div>
  );
}
