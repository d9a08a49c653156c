import Link from "next/link";
import { Button } from "@/components/ui/button";
import { type AdminQuery, adminHref } from "./admin-query";

/** The end of a list: the way to what follows, or a word when there is nothing at all. */
export function ListEnd({
  query,
  count,
  nextCursor,
  nothing,
}: {
  query: AdminQuery;
  count: number;
  nextCursor: string | null;
  nothing: string;
}) {
  if (count === 0) return <p className="py-8 text-14 text-soft">{nothing}</p>;
  if (nextCursor === null) return null;
  return (
    <Button asChild className="mt-4">
      <Link href={adminHref({ ...query, cursor: nextCursor })}>Earlier</Link>
    </Button>
  );
}
