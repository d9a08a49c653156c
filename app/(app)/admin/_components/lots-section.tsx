import { KIND_WORDS } from "@/components/credits/credit-words";
import { formatCount } from "@/components/format";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import { LocalTime } from "@/components/local-time";
import { type LotRecord, listLots } from "@/lib/credits/list-lots.server";

const COLUMNS: readonly Column<LotRecord>[] = [
  { head: "Granted", of: ({ granted }) => formatCount(granted) },
  { head: "Left", of: ({ remaining }) => formatCount(remaining) },
  { head: "Held", of: ({ held }) => formatCount(held) },
  { head: "Came", of: ({ createdAt }) => <LocalTime iso={createdAt} style="date" /> },
  { head: "Ends", of: ({ expiresAt }) => (expiresAt === null ? "never" : <LocalTime iso={expiresAt} style="date" />) },
  {
    head: "Key of its grant",
    isText: true,
    of: ({ sourceRef }) => <span className="figures whitespace-nowrap text-12 text-faint">{sourceRef}</span>,
  },
];

/** The lots of a wallet that still have something, in the order in which they are spent. */
export async function LotsSection({ userId }: { userId: string }) {
  return (
    <section aria-labelledby="lots" className="flex min-w-0 flex-col gap-2">
      <h2 id="lots" className="text-16 font-strong">
        Lots
      </h2>
      <FiguresTable
        isDense
        caption="Lots, in the order in which they are spent"
        first={{ head: "Lot", of: ({ kind }) => KIND_WORDS[kind] }}
        columns={COLUMNS}
        rows={await listLots(userId)}
        keyOf={({ id }) => id}
        nothing="Nothing is left of any lot."
        className="max-h-80"
      />
    </section>
  );
}
