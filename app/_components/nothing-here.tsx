import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Page } from "./page";

/** What an address without a page answers. It does not tell what is missing from what belongs to someone else. */
export function NothingHere() {
  return (
    <Page
      title="There is nothing here"
      lead="The address may be mistyped, the page may have gone, or it belongs to someone else."
      width="narrow"
    >
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href="/packages">Browse packages</Link>
        </Button>
        <Button asChild look="quiet">
          <Link href="/playground">Open the playground</Link>
        </Button>
      </div>
    </Page>
  );
}
