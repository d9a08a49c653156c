import { listFrom } from "@/app/_components/list-from";
import { FilterLinks } from "@/components/ui/filter-links";
import { now } from "@/lib/clock";
import { listReports } from "@/lib/sessions/list-reports.server";
import { REPORT_STATES, type ReportState } from "@/lib/sessions/reported-share";
import { type AdminQuery, adminHref } from "./admin-query";
import { ListEnd } from "./list-end";
import { ReportedLink } from "./reported-link";

const PAGE_SIZE = 20;

const WORDS: Readonly<Record<ReportState, { label: string; nothing: string }>> = {
  open: {
    label: "Reported",
    nothing: "No open reports. What readers report on a shared page is listed here, the newest first.",
  },
  taken_down: { label: "Taken down", nothing: "No link is taken down." },
  hidden: { label: "Hidden from lists", nothing: "No link is hidden from its package's list." },
};

const stateOf = ({ only }: AdminQuery) => REPORT_STATES.find((state) => state === only) ?? "open";

/** Links that readers reported, and those that were taken down or hidden, with what can be done about them. */
export async function ReportsTab({ query }: { query: AdminQuery }) {
  const state = stateOf(query);
  const { items, nextCursor } = await listFrom(query.cursor, (from) =>
    listReports({ state, limit: PAGE_SIZE, cursor: from, now: now() }),
  );
  const choices = REPORT_STATES.map((one) => ({
    words: WORDS[one].label,
    href: adminHref({ tab: "reports", ...(one !== "open" && { only: one }) }),
    current: one === state,
  }));
  return (
    <>
      <FilterLinks label="Which links" choices={choices} />
      {items.length > 0 && (
        <ul className="mt-4 border-t">
          {items.map((link) => (
            <ReportedLink key={link.shareId} link={link} query={query} />
          ))}
        </ul>
      )}
      <ListEnd query={query} count={items.length} nextCursor={nextCursor} nothing={WORDS[state].nothing} />
    </>
  );
}
