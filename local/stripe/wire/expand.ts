import { INCLUDED_ON_REQUEST } from "../included-on-request";
import type { TableName } from "../state/tables";
import type { Work } from "../work";
import { invalid } from "./stripe-error";

type Holder = Record<string, unknown>;

const DEEPEST = 5;

const EXPANDABLE: readonly TableName[] = [
  "customers",
  "products",
  "prices",
  "paymentMethods",
  "paymentIntents",
  "charges",
  "balanceTransactions",
  "refunds",
  "disputes",
  "sessions",
  "subscriptions",
  "invoices",
  "portalConfigurations",
];

function find(work: Work, id: string): object | undefined {
  for (const table of EXPANDABLE) {
    const row = work.tables[table].get(id);
    if (row) return row;
  }
  return undefined;
}

function lookUp(work: Work, holder: Holder, name: string, path: string): unknown {
  const kind = `${holder["object"]}.${name}`;
  const included = INCLUDED_ON_REQUEST[kind];
  const value = included ? included(work, holder) : holder[name];
  const expanded = typeof value === "string" ? find(work, value) : value;
  if (expanded === undefined) throw invalid(`This property cannot be expanded (${path}).`, undefined, "expand");
  return structuredClone(expanded);
}

function expandIn(work: Work, holder: Holder, [name = "", ...rest]: string[], path: string): void {
  holder[name] = lookUp(work, holder, name, path);
  if (rest.length === 0) return;
  for (const inner of [holder[name]].flat()) {
    if (typeof inner === "object" && inner !== null) expandIn(work, inner as Holder, rest, path);
  }
}

/** A copy of an answer with what `expand[]` names in it: objects in place of their ids, and what is left out else. */
export function expanded(work: Work, answer: object, paths: readonly string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Holder;
  for (const path of paths) {
    const parts = path.split(".");
    if (parts.length > DEEPEST) throw invalid(`Too many levels to expand: ${path}`, undefined, "expand");
    expandIn(work, copy, parts, path);
  }
  return copy;
}
