import Link from "next/link";
import { CreditMeter } from "@/components/credits/credit-meter";
import { Button } from "@/components/ui/button";
import type { CreditSummary } from "@/lib/credits/credits";
import { AccountMenu } from "./account-menu";
import type { HeaderViewer } from "./header-viewer";
import { NavLinks } from "./nav-links";
import { SearchButton } from "./search-button";
import { Wordmark } from "./wordmark";

type HeaderProps = { viewer: HeaderViewer | null; credits: CreditSummary | null };

export function Header({ viewer, credits }: HeaderProps) {
  return (
    <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-3 border-b bg-paper px-4 sm:px-6">
      <Wordmark />
      <NavLinks />
      <span className="flex-1" />
      <SearchButton />
      {credits !== null && <CreditMeter rendered={credits} />}
      {viewer === null && (
        <Button asChild className="max-sm:hidden">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      )}
      <AccountMenu viewer={viewer} />
    </header>
  );
}
