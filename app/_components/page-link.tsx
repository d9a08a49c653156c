import Link from "next/link";
import { Button } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";

/** A button that leads to another page of a list, and says when that is on its way. */
export function PageLink({ href, children }: { href: string; children: string }) {
  return (
    <Button asChild>
      <Link href={href} className="relative">
        {children}
        <LinkPending />
      </Link>
    </Button>
  );
}
