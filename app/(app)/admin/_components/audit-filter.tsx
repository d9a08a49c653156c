import { FilterLinks } from "@/components/ui/filter-links";
import { adminHref } from "./admin-query";
import { auditKind } from "./audit-words";

type AuditFilterProps = { current: string | undefined; known: readonly string[] };

/** The kinds of things that were done. */
export function AuditFilter({ current, known }: AuditFilterProps) {
  const shown = current === undefined || known.includes(current) ? known : [...known, current];
  const choices = [
    { words: "All", href: adminHref({ tab: "audit" }), current: current === undefined },
    ...shown.map((action) => ({
      words: auditKind(action),
      href: adminHref({ tab: "audit", action }),
      current: action === current,
    })),
  ];
  return <FilterLinks label="Kinds of entries" choices={choices} />;
}
