"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { ProblemLine } from "./problem-line";
import { useSubscribe } from "./use-subscribe";

type PlusOfferProps = {
  /** Nothing is sold here; then there is no button either. */
  isClosed: boolean;
  signedIn: boolean;
  isSubscribed: boolean;
  look?: NonNullable<ComponentProps<typeof Button>["look"]>;
};

function Have({ portalUrl }: { portalUrl: string | null }) {
  return (
    <p className="text-13">
      You have PRPM+.{" "}
      {portalUrl === null ? (
        <Link href="/settings#billing" className="link">
          Plan and billing
        </Link>
      ) : (
        <a href={portalUrl} className="link">
          Cards and invoices at Stripe
        </a>
      )}
    </p>
  );
}

/** The way to PRPM+, or a word that one has it. */
export function PlusOffer({ isClosed, signedIn, isSubscribed, look = "outline" }: PlusOfferProps) {
  const pathname = usePathname();
  const { isBusy, problem, portalUrl, subscribe } = useSubscribe();
  if (isSubscribed || portalUrl !== null) return <Have portalUrl={portalUrl} />;
  if (isClosed) return null;
  if (!signedIn) {
    return (
      <Button asChild look={look}>
        <Link href={`/sign-in?callbackUrl=${encodeURIComponent(pathname)}`}>Sign in to subscribe</Link>
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button look={look} busy={isBusy} disabled={problem?.act === "none"} onClick={() => void subscribe()}>
        {isBusy ? "Opening Stripe" : problem?.act === "again" ? "Try again" : "Subscribe to PRPM+"}
      </Button>
      {problem !== null && <ProblemLine problem={problem} />}
    </div>
  );
}
