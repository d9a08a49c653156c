"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useCredits } from "@/components/credits/credit-store";
import { MeterBar } from "@/components/credits/meter-bar";
import { formatUsd } from "@/components/format";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { useCountdown } from "@/components/use-countdown";
import { type BuyChoice, buyAddress, readBuyChoice } from "@/lib/billing/buy-choice";
import { PACKS } from "@/lib/billing/packs";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { PackList } from "./pack-list";
import { ProblemLine } from "./problem-line";
import { PurchaseOutcome } from "./purchase-outcome";
import { CLOSED, type RefusedPurchase } from "./refused-purchase";
import { usePurchase } from "./use-purchase";
import { WayChoice } from "./way-choice";

/** Stripe's part is loaded when a card is to be given here, and never before. */
const CardStep = dynamic(() => arriving(() => import("./card-step")).then((module) => module.CardStep), { ssr: false });

function Balance({ credits }: { credits: CreditSummary }) {
  return (
    <p className="flex items-center gap-3 border-b px-4 py-3 text-13 text-soft">
      <MeterBar summary={credits} className="h-1.5 w-24 shrink-0" />
      {credits.debt > 0
        ? `You owe ${formatCredits(credits.debt)}; purchased credits pay them first`
        : `${formatCredits(credits.available)} available now`}
    </p>
  );
}

type PayButtonProps = { words: string; isBusy: boolean; problem: RefusedPurchase | null; isClosed: boolean };

function PayButton({ words, isBusy, problem, isClosed }: PayButtonProps) {
  const waits = useCountdown(problem?.until ?? 0) > 0;
  return (
    <Button
      look="primary"
      size="large"
      type="submit"
      busy={isBusy}
      disabled={isClosed || waits || problem?.act === "none"}
    >
      {isBusy ? "Opening Stripe" : words}
    </Button>
  );
}

type BuyPacksProps = {
  /** What is chosen at first. */
  asked: BuyChoice;
  isClosed: boolean;
  publishableKey: string | null;
  /** The wallet as the server read it; null for who is not signed in. */
  rendered: CreditSummary | null;
  /** What else there is to choose, below. */
  children: ReactNode;
};

/** The packs to choose from, how to pay, the total, and the one button; then the card, and what became of it. */
export function BuyPacks({ asked, isClosed, publishableKey, rendered, children }: BuyPacksProps) {
  const credits = useCredits(rendered);
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState(asked);
  const { step, begin, paid, chooseAgain } = usePurchase();

  /** The address has the choice: a reload and the browser's way back from Stripe's page bring it again. */
  const keep = (kept: BuyChoice) => window.history.replaceState(null, "", buyAddress(kept));
  const choose = (next: BuyChoice) => {
    setChoice(next);
    keep(next);
  };

  // One may choose before this is there to hear of it.
  useEffect(() => {
    if (form.current === null) return;
    const filled = Object.fromEntries(new FormData(form.current).entries());
    setChoice((before) => readBuyChoice({ ...before, ...filled }));
  }, []);

  if (step.at === "paid") return <PurchaseOutcome credits={credits} onAgain={chooseAgain} />;
  if (step.at === "card" && publishableKey !== null) {
    return <CardStep publishableKey={publishableKey} purchase={step.purchase} onBack={chooseAgain} onPaid={paid} />;
  }
  const isBusy = step.at === "opening" || step.at === "leaving";
  const problem = step.at === "choice" ? step.problem : null;
  const total = formatUsd(PACKS[choice.pack].amountCents);
  const words = choice.way === "elements" ? "Continue to the card" : `Pay ${total}`;
  return (
    <>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          // It may have been made before anything heard of it.
          keep(choice);
          void begin(choice);
        }}
      >
        {credits !== null && <Balance credits={credits} />}
        <PackList
          chosen={choice.pack}
          debt={credits?.debt ?? 0}
          isFixed={isBusy}
          onChoose={(pack) => choose({ ...choice, pack })}
        />
        {publishableKey !== null && credits !== null && (
          <WayChoice way={choice.way} isFixed={isBusy} onChoose={(way) => choose({ ...choice, way })} />
        )}
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 px-4 pt-4">
          <p className="min-w-40 flex-1 text-13 text-soft">
            Total <span className="figures text-16 text-ink">{total}</span>, once. Purchased credits never expire.
          </p>
          {credits === null && !isClosed ? (
            <Button asChild look="primary" size="large">
              <Link href={`/sign-in?callbackUrl=${encodeURIComponent(buyAddress(choice))}`}>Sign in to buy</Link>
            </Button>
          ) : (
            <PayButton words={problem?.act === "again" ? "Try again" : words} {...{ isBusy, problem, isClosed }} />
          )}
        </div>
        <div className="px-4 pt-3 empty:hidden">
          {isClosed && <p className="rounded-control bg-notice px-3 py-2 text-13 text-soft">{CLOSED}</p>}
          {problem !== null && <ProblemLine problem={problem} />}
          <noscript>
            <p className="text-13 text-bad-ink">Paying needs JavaScript, which is off in this browser.</p>
          </noscript>
        </div>
      </form>
      {children}
    </>
  );
}
