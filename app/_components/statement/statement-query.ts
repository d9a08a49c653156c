import { TRANSACTION_TYPES, type TransactionType } from "@/lib/credits/credits";

/** What a page of a statement shows; all of it is in the address. */
export type StatementQuery = {
  type?: TransactionType;
  /** The number of the movement before which the page begins. */
  before?: number;
  /** The number of the movement with which it begins, and which is marked. */
  at?: number;
};

type SearchParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** Reads the address; what it does not know, it leaves out. */
export function readStatementQuery(parameters: SearchParams): StatementQuery {
  const type = TRANSACTION_TYPES.find((known) => known === one(parameters["type"]));
  const before = number(one(parameters["before"]));
  const at = number(one(parameters["at"]));
  return {
    ...(type === undefined ? {} : { type }),
    ...(before === undefined ? {} : { before }),
    ...(at === undefined ? {} : { at }),
  };
}

/** The address of a page or file of a statement. */
export function statementHref(path: string, query: StatementQuery = {}): string {
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

/** The same, with the statement in view: for links that lead to another part of it. */
export function statementPlace(path: string, query: StatementQuery): string {
  return `${statementHref(path, query)}#statement`;
}
