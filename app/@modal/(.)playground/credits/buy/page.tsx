import { Buy } from "@/app/_components/buy/buy";
import { BuyDialog } from "@/components/billing/buy-dialog";

/** The packs as a dialog over the page from which one comes. */
export default function BuyOverPage({ searchParams }: PageProps<"/playground/credits/buy">) {
  return (
    <BuyDialog>
      <Buy query={searchParams} />
    </BuyDialog>
  );
}
