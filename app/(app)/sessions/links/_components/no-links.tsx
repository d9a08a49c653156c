import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Teaches how a link is made. */
export function NoLinks({ isFree }: { isFree: boolean }) {
  return (
    <EmptyState title="No links yet">
      <p>
        A link shows a copy of the turns you choose to whoever has it, for example the review that convinced your team.
        Open a thread and press Share: you see exactly what will be public before it is.
      </p>
      {isFree && (
        <p>
          Making links is part of PRPM+.{" "}
          <Link href="/pricing" className="link whitespace-nowrap text-ink">
            See PRPM+
          </Link>
        </p>
      )}
      <Button asChild look="primary">
        <Link href="/sessions">Choose a thread</Link>
      </Button>
    </EmptyState>
  );
}
