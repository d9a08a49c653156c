import type Stripe from "stripe";
import type { TableName, Tables } from "../state/tables";
import type { Work } from "../work";
import { text, whole } from "./params";
import { invalid, noSuch } from "./stripe-error";

const DEFAULT_LIMIT = 10;
const HIGHEST_LIMIT = 100;

/** The parameters of every list. */
export const paging = {
  limit: whole.refine((limit) => limit >= 1 && limit <= HIGHEST_LIMIT, "integer").optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

type Paging = { limit?: number | undefined; starting_after?: string | undefined; ending_before?: string | undefined };

/** A list object over these rows, whole. */
export function listOf<T>(data: T[], url: string): Stripe.ApiList<T> {
  return { object: "list", data, has_more: false, url };
}

/** The page that was asked for of these rows, which are given newest first. */
export function pageOf<T extends { id: string }>(rows: T[], params: Paging, url: string): Stripe.ApiList<T> {
  const { limit = DEFAULT_LIMIT, starting_after, ending_before } = params;
  if (starting_after !== undefined && ending_before !== undefined) {
    throw invalid("starting_after and ending_before exclude each other.");
  }
  const at = (id: string, param: string): number => {
    const index = rows.findIndex((row) => row.id === id);
    if (index < 0) throw noSuch("object", id, param);
    return index;
  };
  if (ending_before !== undefined) {
    const end = at(ending_before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = starting_after === undefined ? 0 : at(starting_after, "starting_after") + 1;
  return {
    object: "list",
    data: rows.slice(start, start + limit),
    has_more: start + limit < rows.length,
    url,
  };
}

/** The rows of a table, newest first. */
export function newestFirst<Name extends TableName>(work: Work, table: Name): Tables[Name][] {
  return [...(work.tables[table] as Map<string, Tables[Name]>).values()].reverse();
}
