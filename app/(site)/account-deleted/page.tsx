import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { Button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Account deleted", robots: { index: false } };

/** Where somebody ends up who has deleted their account. */
export default function AccountDeletedPage() {
  return (
    <Page
      title="Your account is deleted"
      lead="You are signed out everywhere, your links show nothing, and nothing is charged any more."
      width="narrow"
    >
      <p className="max-w-[64ch] text-14 text-soft">
        The texts of your sessions are erased within a few minutes. You can sign up again with the same address at any
        time; the account is then a new one, without free credits.
      </p>
      <div className="mt-6">
        <Button asChild>
          <Link href="/">To the start page</Link>
        </Button>
      </div>
    </Page>
  );
}
