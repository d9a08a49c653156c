import { PageLink } from "@/app/_components/page-link";
import { type AdminQuery, adminHref } from "./admin-query";

type ListEndProps = { query: AdminQuery; count: number; nextCursor: string | null; nothing: string };

/** The end of a list: the way back to its beginning and on to what follows, or a word when there is nothing at all. */
export function ListEnd({ query: { cursor, ...first }, count, nextCursor, nothing }: ListEndProps) {
  return (
    <>
      {count === 0 && (
        <p className="wrap-anywhere py-8 text-14 text-soft">{cursor === undefined ? nothing : "Nothing earlier."}</p>
      )}
      {(cursor !== undefined || nextCursor !== null) && (
        <nav aria-label="Pages" className="mt-4 flex gap-2">
          {cursor !== undefined && <PageLink href={adminHref(first)}>Newest</PageLink>}
          {nextCursor !== null && <PageLink href={adminHref({ ...first, cursor: nextCursor })}>Earlier</PageLink>}
        </nav>
      )}
    </>
  );
}
