import { KIND_WORDS } from "@/components/credits/credit-words";
import { formatCount } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import { type LotRecord, listLots } from "@/lib/credits/list-lots.server";
import { type Column, FiguresTable } from "./figures-table";

const COLUMNS: readonly [Column<LotRecord>, ...Column<LotRecord>[]] = [
  { title: "Lot", cell: ({ kind }) => KIND_WORDS[kind] },
  { title: "Came", cell: ({ createdAt }) => <LocalTime iso={createdAt} style="date" /> },
  { title: "Ends", cell: ({ expiresAt }) => (expiresAt === null ? "never" : <LocalTime iso={expiresAt} />) },
  { title: "Granted", cell: ({ granted }) => formatCount(granted) },
  { title: "Left", cell: ({ remaining }) => formatCount(remaining) },
  { title: "Held", cell: ({ held }) => formatCount(held) },
  { title: "From", isText: true, cell: ({ sourceRef }) => <span className="text-12 text-faint">{sourceRef}</span> },
];

/** The lots of a wallet that still have something, in the order in which they are spent. */
export async function LotsTable({ userId }: { userId: string }) {
  return (
    <FiguresTable
      caption="Lots, in the order in which they are spent"
      columns={COLUMNS}
      rows={await listLots(userId)}
      keyOf={({ id }) => id}
      nothing="Nothing is left of any lot."
    />
  );
}
