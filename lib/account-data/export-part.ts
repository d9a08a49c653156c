/** What pages through a part: a column, its type, and the field of the item that has its value. */
type Key = { column: string; type: "timestamptz" | "uuid" | "bigint" | "text" | "date"; field: string };

/** One field of the export's file: what is selected of a user ($1), and in which order. */
export type ExportPart = {
  name: string;
  /** Is it one object, or null, and no list? */
  isSingle?: boolean;
  /** Tables whose rows about the person stand in it. */
  tables: readonly string[];
  /** Fields of an item, each column with its name. Instants come out in UTC. */
  select: string;
  from: string;
  where: string;
  keys: readonly Key[];
  /** Rows that are in memory at a time; fewer where a row may be long. */
  batch?: number;
};

const USUAL_BATCH = 200;

/** The order of rows by when they were made. */
export const byTime = (alias: string): readonly Key[] => [
  { column: `${alias}.created_at`, type: "timestamptz", field: "createdAt" },
  { column: `${alias}.id`, type: "uuid", field: "id" },
];

/** The statement that reads the next rows of a part after those with the given keys. Parameters: user, limit, keys. */
export function partStatement({ select, from, where, keys }: ExportPart): string {
  const columns = keys.map(({ column }) => column).join(", ");
  const after = keys.map(({ type }, index) => `$${index + 3}::${type}`).join(", ");
  return `SELECT ${select} FROM ${from} WHERE ${where} AND ($3::${keys[0]?.type} IS NULL OR (${columns}) > (${after}))
    ORDER BY ${columns} LIMIT $2`;
}

export type ExportRow = Readonly<Record<string, unknown>>;

/** Reads some rows of a part, those after the one with these keys; nulls: from the first. */
export type ReadRows = (limit: number, after: readonly unknown[]) => Promise<ExportRow[]>;

/** A part's rows from the first to the last, a batch at a time. */
export async function* rowsOf(part: ExportPart, read: ReadRows): AsyncGenerator<ExportRow[]> {
  const limit = part.batch ?? USUAL_BATCH;
  let after: unknown[] = part.keys.map(() => null);
  for (let hasMore = true; hasMore; ) {
    const rows = await read(limit, after);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    after = part.keys.map(({ field }) => last?.[field] ?? null);
    hasMore = rows.length === limit;
  }
}
