"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { formatCountdown } from "@/components/format";
import { useCountdown } from "@/components/use-countdown";
import type { RefusedPurchase } from "./refused-purchase";

/** Why nothing was bought, beside the button that wanted to, and how long to wait. */
export function ProblemLine({ problem }: { problem: RefusedPurchase }) {
  const seconds = useCountdown(problem.until);
  const pathname = usePathname();
  const isOver = problem.until > 0 && seconds === 0;
  return (
    <p role="alert" className="text-13 text-bad-ink">
      {isOver ? "You can try again." : problem.words}{" "}
      {seconds > 0 && (
        <span aria-hidden className="whitespace-nowrap">
          Try again in <span className="figures">{formatCountdown(seconds)}</span>
        </span>
      )}
      {problem.act === "sign-in" && (
        <Link href={`/sign-in?callbackUrl=${encodeURIComponent(pathname)}`} className="link whitespace-nowrap">
          Sign in
        </Link>
      )}
    </p>
  );
}
