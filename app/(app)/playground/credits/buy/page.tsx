import type { Metadata } from "next";
import { Buy } from "@/app/_components/buy/buy";
import { Page } from "@/app/_components/page";
import { BackToPlace } from "@/components/billing/back-to-place";

export const metadata: Metadata = { title: "Buy credits" };

/** The packs on a page of their own, when the address is opened directly. */
export default function BuyPage({ searchParams }: PageProps<"/playground/credits/buy">) {
  return (
    <Page title="Buy credits" lead="What you typed in the playground stays there." width="narrow">
      <div className="-mx-4 max-w-xl border-t">
        <Buy query={searchParams} />
      </div>
      <p className="mt-4 text-13">
        <BackToPlace />
      </p>
    </Page>
  );
}
