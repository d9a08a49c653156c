import Link from "next/link";
import { BuyPacks } from "@/components/billing/buy-packs";
import { PlusOffer } from "@/components/billing/plus-offer";
import { formatUsd } from "@/components/format";
import { currentViewer } from "@/lib/auth/viewer.server";
import { readBuyChoice } from "@/lib/billing/buy-choice";
import { PLUS_AMOUNT_CENTS } from "@/lib/billing/packs";
import { paymentOptions } from "@/lib/billing/payment-options.server";
import { isSubscribed } from "@/lib/billing/subscription";
import { getSubscription } from "@/lib/billing/subscription.server";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { getCreditSummary } from "@/lib/credits/wallet.server";

type BuyProps = { query: PageProps<"/playground/credits/buy">["searchParams"] };

/** Everything that can be bought: the same on the page of its own and in the dialog. */
export async function Buy({ query }: BuyProps) {
  const asked = readBuyChoice(await query);
  const viewer = await currentViewer();
  const [credits, subscription] =
    viewer === null ? [null, null] : await Promise.all([getCreditSummary(viewer.id), getSubscription(viewer.id)]);
  const { packs, plus, publishableKey } = paymentOptions();
  return (
    <BuyPacks
      asked={publishableKey === null ? { ...asked, way: "checkout" } : asked}
      isClosed={!packs}
      publishableKey={publishableKey}
      rendered={credits}
    >
      <section aria-labelledby="buy-plus" className="mt-6 border-t px-4 py-4">
        <h2 id="buy-plus" className="text-14 font-strong">
          Or PRPM+
        </h2>
        <p className="mt-1 text-13 text-soft">
          {formatUsd(PLUS_AMOUNT_CENTS)} a month for {MONTHLY_CREDITS} credits that roll over for one month, with saved
          and shared sessions.{" "}
          <Link href="/pricing" className="link whitespace-nowrap">
            All prices
          </Link>
        </p>
        <div className="mt-3 empty:hidden">
          <PlusOffer
            isClosed={!plus}
            signedIn={viewer !== null}
            isSubscribed={subscription !== null && isSubscribed(subscription)}
          />
        </div>
      </section>
    </BuyPacks>
  );
}
