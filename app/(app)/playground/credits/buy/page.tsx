import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { MeterBar } from "@/components/credits/meter-bar";
import { formatUsd } from "@/components/format";
import { currentViewer } from "@/lib/auth/viewer.server";
import { PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { formatCredits, MONTHLY_CREDITS } from "@/lib/credits/credits";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { PackForm } from "./_components/pack-form";

export const metadata: Metadata = { title: "Buy credits" };

const CLOSED =
  "Purchases are not switched on in this installation: it has no payment keys. Nothing can be bought here yet.";

export default async function BuyPage() {
  const viewer = await currentViewer();
  const credits = viewer === null ? null : await getCreditSummary(viewer.id);
  return (
    <Page title="Buy credits" lead="What you typed in the playground stays there." width="narrow">
      {credits !== null && (
        <p className="mb-6 flex items-center gap-3 text-13 text-soft">
          <MeterBar summary={credits} className="h-1.5 w-32" />
          {credits.debt > 0
            ? `You owe ${formatCredits(credits.debt)}; purchased credits pay them first`
            : `${formatCredits(credits.available)} available now`}
        </p>
      )}
      <PackForm closedBecause={CLOSED} debt={credits?.debt ?? 0} />
      <section className="mt-10 border-t pt-5">
        <h2 className="text-14 font-strong">Or PRPM+</h2>
        <p className="mt-1 text-14 text-soft">
          {formatUsd(PLUS_AMOUNT_CENTS)} a month for {MONTHLY_CREDITS} credits that roll over for one month, with saved
          and shared sessions.
        </p>
      </section>
      <p className="mt-8 flex gap-4 text-13">
        <Link href="/playground" className="link">
          Back to the playground
        </Link>
        <Link href="/pricing" className="link">
          All prices
        </Link>
      </p>
    </Page>
  );
}
