import clsx from "clsx";
import Link from "next/link";

/** Says quietly that a payment for PRPM+ failed; what was granted can be spent all the same. */
export function PastDueNotice({ className }: { className?: string }) {
  return (
    <p className={clsx("rounded-panel bg-notice px-3 py-2 text-13 text-soft", className)}>
      The last payment for PRPM+ failed. Your credits stay; new ones come when it is paid.{" "}
      <Link href="/settings#billing" className="link whitespace-nowrap text-ink">
        Give another card
      </Link>
    </p>
  );
}
