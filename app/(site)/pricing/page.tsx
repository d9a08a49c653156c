import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Page } from "@/app/_components/page";
import { PlusOffer } from "@/components/billing/plus-offer";
import { formatCount, formatUsd } from "@/components/format";
import { Button } from "@/components/ui/button";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { currentViewer } from "@/lib/auth/viewer.server";
import { PACK_NAMES, PACKS, PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { paymentOptions } from "@/lib/billing/payment-options.server";
import { isSubscribed } from "@/lib/billing/subscription";
import { getSubscription } from "@/lib/billing/subscription.server";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { MONTHLY_CREDITS, TRIAL_CREDITS } from "@/lib/credits/credits";
import { MODEL_NAMES, MODELS } from "@/lib/models/models";
import { tokenCeiling } from "@/lib/runs/quote";

export const metadata: Metadata = {
  title: "Pricing",
  description: `${TRIAL_CREDITS} credits free, PRPM+ at ${formatUsd(PLUS_AMOUNT_CENTS)} a month for ${MONTHLY_CREDITS}, or packs from ${formatUsd(PACKS.small.amountCents)} that never expire.`,
};

const PLANS = [
  {
    name: "Free",
    price: "$0",
    credits: `${TRIAL_CREDITS} credits, once`,
    points: ["Every package and every model", "Read shared sessions", "A thread is kept for 24 hours"],
  },
  {
    name: "PRPM+",
    price: `${formatUsd(PLUS_AMOUNT_CENTS)} a month`,
    credits: `${MONTHLY_CREDITS} credits a month`,
    points: ["What is unused rolls over for one month", "Save and share sessions", "More runs a minute and at once"],
  },
] as const;

function Section({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="mt-14 grid gap-x-12 gap-y-4 lg:grid-cols-[16rem_1fr]">
      <div>
        <h2 id={id} className="text-20 font-strong">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-2 text-13 text-soft">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

/** The way to each plan: free comes with signing in. */
async function PlanAction({ plan }: { plan: (typeof PLANS)[number]["name"] }) {
  const viewer = await currentViewer();
  if (plan === "Free") {
    return viewer === null ? (
      <Button asChild>
        <Link href="/sign-in">Sign in and begin</Link>
      </Button>
    ) : null;
  }
  const subscription = viewer === null ? null : await getSubscription(viewer.id);
  return (
    <PlusOffer
      isClosed={!paymentOptions().plus}
      signedIn={viewer !== null}
      isSubscribed={subscription !== null && isSubscribed(subscription)}
      look="primary"
    />
  );
}

function Plans() {
  return (
    <div className="grid gap-10 border-t pt-6 sm:grid-cols-2">
      {PLANS.map(({ name, price, credits, points }) => (
        <section key={name}>
          <h2 className="text-14 font-strong">{name}</h2>
          <p className="mt-2 text-28 font-strong tracking-tight">{price}</p>
          <p className="figures mt-1 text-13 text-soft">{credits}</p>
          <ul className="mt-4 text-14 text-soft">
            {points.map((point) => (
              <li key={point} className="border-t py-1.5">
                {point}
              </li>
            ))}
          </ul>
          <div className="mt-5 empty:hidden">
            <PlanAction plan={name} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Packs() {
  return (
    <LeaderList className="gap-1 text-13 leading-6">
      {PACK_NAMES.map((name) => {
        const { credits, amountCents, label } = PACKS[name];
        return (
          <LeaderRow
            key={name}
            term={
              <>
                {formatUsd(amountCents)}
                {label !== null && <span className="ml-2 font-sans text-12 text-faint">{label}</span>}
              </>
            }
          >
            {credits} credits
            <span className="ml-3 inline-block w-28 text-soft max-sm:hidden">
              {(amountCents / credits).toFixed(1)} cents each
            </span>
          </LeaderRow>
        );
      })}
    </LeaderList>
  );
}

function Ceilings() {
  return (
    <LeaderList className="gap-1 text-13 leading-6">
      {[1, 2, 3, 4, 10].map((credits) => (
        <LeaderRow key={credits} term={`${credits} ${credits === 1 ? "credit" : "credits"}`}>
          up to {formatCount(tokenCeiling(credits))} tokens
        </LeaderRow>
      ))}
    </LeaderList>
  );
}

function Models() {
  return (
    <LeaderList className="gap-1 text-13 leading-6">
      {MODEL_NAMES.map((name) => (
        <LeaderRow key={name} term={MODELS[name].label}>
          from {MODELS[name].minCredits} {MODELS[name].minCredits === 1 ? "credit" : "credits"}
        </LeaderRow>
      ))}
    </LeaderList>
  );
}

export default function PricingPage() {
  return (
    <Page
      title="Pricing"
      lead="A run costs whole credits. You see the most it can cost before it starts, and what it needed is all you pay."
    >
      <Plans />
      <Section id="packs" title="Packs" lead="Bought once, on any plan. They never expire and are spent last.">
        <Packs />
        <Button asChild className="mt-5">
          <Link href={BUY_PATH}>Buy credits</Link>
        </Button>
      </Section>
      <Section
        id="sizes"
        title="What a credit carries"
        lead="All tokens of a run count: the package, the thread so far, your input and the answer."
      >
        <Ceilings />
        <p className="mt-3 text-13 text-soft">
          Models differ in price a token, so a large model can reach the next credit sooner. The quote has that in it.
        </p>
      </Section>
      <Section id="models" title="Models" lead="Four Haiku tokens count as one.">
        <Models />
      </Section>
      <Section id="free" title="What is never charged" lead="The hold goes back whole.">
        <p className="text-14 text-soft">
          A failure on our side or the provider's, at any point. A run you stop before its first text. An answer the
          model declined to give.{" "}
          <Link href="/docs#ends" className="link">
            Each end and who pays
          </Link>
        </p>
      </Section>
    </Page>
  );
}
