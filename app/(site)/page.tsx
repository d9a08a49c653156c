import Link from "next/link";
import { formatUsd, formatWeight } from "@/components/format";
import { FormatMark } from "@/components/packages/format-mark";
import { packageHref, suggestionHref } from "@/components/packages/package-words";
import { Button } from "@/components/ui/button";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { currentViewer } from "@/lib/auth/viewer.server";
import { PACKS, PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { MONTHLY_CREDITS, TRIAL_CREDITS } from "@/lib/credits/credits";
import { findStarters } from "../_components/starters";
import { ExampleRun } from "./_components/example-run";

const PROMISES = [
  {
    title: "The price has a ceiling",
    text: "Before a run you see the most it can cost. That much is held; what the answer did not need comes back when it ends.",
  },
  {
    title: "It failed, you did not pay",
    text: "A fault on our side or the provider's releases the whole hold, also when some text had arrived.",
  },
  {
    title: "Every credit is explained",
    text: "Each answer ends in a receipt: tokens by kind, time to the first one, what was held, spent and returned.",
  },
] as const;

const SIZES = [
  { term: "a short answer, about 2,000 tokens", credits: "1 credit" },
  { term: "a review of a file, about 5,000", credits: "2 credits" },
  { term: "a long document, about 10,000", credits: "3 credits" },
] as const;

function Hero() {
  return (
    <section className="grid items-start gap-10 pt-12 lg:grid-cols-[5fr_6fr] lg:gap-14 lg:pt-20">
      <div className="flex h-full flex-col">
        <h1 className="text-28 font-strong sm:text-40">Try a prompt before you install it.</h1>
        <p className="mt-5 max-w-[46ch] text-16 text-soft">
          Pick a package, give it your own input, and watch the answer arrive. You see the most it can cost before you
          run, and what it did cost after, to the credit.
        </p>
        <div className="mt-7 flex flex-wrap items-center gap-2">
          <Button asChild look="primary" size="large">
            <Link href="/playground">Open the playground</Link>
          </Button>
          <Button asChild look="quiet" size="large">
            <Link href="/packages">Browse packages</Link>
          </Button>
        </div>
        <p className="mt-4 text-13 text-faint">{TRIAL_CREDITS} credits to begin with, no card.</p>
        <p className="mt-auto flex items-end gap-4 pb-20 text-13 text-soft max-lg:hidden">
          <span className="w-56 shrink-0">Two credits were held for this run. It needed one, so one came back.</span>
          <span aria-hidden className="leader mb-1" />
        </p>
      </div>
      <ExampleRun />
    </section>
  );
}

async function Starters() {
  const viewer = await currentViewer();
  const starters = await findStarters(viewer?.id ?? null);
  if (starters.length === 0) return null;
  return (
    <section aria-labelledby="starters" className="mt-20">
      <h2 id="starters" className="text-20 font-strong">
        Three to begin with
      </h2>
      <ul className="mt-4 border-t">
        {starters.map(({ item, suggestion }) => (
          <li
            key={item.id}
            className="grid grid-cols-[1fr_auto] items-center gap-x-6 gap-y-3 border-b py-4 sm:grid-cols-[1fr_1fr_auto]"
          >
            <div className="min-w-0 max-sm:col-span-2">
              <p className="flex items-center gap-2.5">
                <FormatMark format={item.format} />
                <Link
                  href={packageHref(item)}
                  className="link decoration-transparent truncate text-14 hover:decoration-current"
                >
                  {item.name}
                </Link>
                <span className="figures text-12 text-faint">{formatWeight(item.tokens)}</span>
              </p>
              <p className="mt-1 text-13 text-soft">{item.description}</p>
            </div>
            <p className="line-clamp-2 border-line border-l-2 pl-3 text-13 text-soft">{suggestion.title}</p>
            <Button asChild>
              <Link href={suggestionHref(item.id, suggestion.id)}>Try it</Link>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function HowCreditsWork() {
  return (
    <section aria-labelledby="credits" className="mt-20 grid gap-10 lg:grid-cols-[5fr_6fr] lg:gap-14">
      <div>
        <h2 id="credits" className="text-20 font-strong">
          How credits work
        </h2>
        <LeaderList className="mt-5">
          {SIZES.map(({ term, credits }) => (
            <LeaderRow key={credits} term={term}>
              {credits}
            </LeaderRow>
          ))}
        </LeaderList>
        <LeaderList className="mt-4 border-t border-dashed pt-4">
          <LeaderRow term="to begin with">{TRIAL_CREDITS} free</LeaderRow>
          <LeaderRow term={`PRPM+, ${formatUsd(PLUS_AMOUNT_CENTS)} a month`}>{MONTHLY_CREDITS} a month</LeaderRow>
          <LeaderRow term={`a pack, from ${formatUsd(PACKS.small.amountCents)}`}>from {PACKS.small.credits}</LeaderRow>
        </LeaderList>
        <p className="mt-4 text-13 text-soft">
          Purchased credits never expire.{" "}
          <Link href="/pricing" className="link">
            All prices
          </Link>
        </p>
      </div>
      <dl className="border-t">
        {PROMISES.map(({ title, text }) => (
          <div key={title} className="grid gap-1 border-b py-4 sm:grid-cols-[12rem_1fr] sm:gap-6">
            <dt className="text-14 font-strong">{title}</dt>
            <dd className="text-14 text-soft">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export default function HomePage() {
  return (
    <div className="mx-auto w-full max-w-5xl px-4 sm:px-6">
      <Hero />
      <Starters />
      <HowCreditsWork />
    </div>
  );
}
