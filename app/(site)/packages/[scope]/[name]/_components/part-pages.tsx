import { PageLink } from "@/app/_components/page-link";

/** The way back to a list's beginning and on to what follows; nothing where there is neither. */
export function PartPages({ first, next }: { first: string | null; next: string | null }) {
  if (first === null && next === null) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex gap-2">
      {first !== null && <PageLink href={first}>First page</PageLink>}
      {next !== null && <PageLink href={next}>More</PageLink>}
    </nav>
  );
}
