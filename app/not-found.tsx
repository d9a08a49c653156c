import type { Metadata } from "next";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Page } from "./_components/page";
import { Shell } from "./_components/shell";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Shell>
      <Page
        title="There is nothing here"
        lead="The address may be mistyped, the page may have gone, or it belongs to someone else. We do not say which."
        width="narrow"
      >
        <div className="flex gap-2">
          <Button asChild>
            <Link href="/packages">Browse packages</Link>
          </Button>
          <Button asChild look="quiet">
            <Link href="/playground">Open the playground</Link>
          </Button>
        </div>
      </Page>
    </Shell>
  );
}
