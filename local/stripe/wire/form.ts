import { invalid } from "./stripe-error";

/** Parameters as they came: texts, nested by brackets. */
export type Params = { [name: string]: Param };
export type Param = string | Params | Param[];

const DEEPEST = 8;
const HIGHEST_INDEX = 200;

/** Reads `a=1&b[c]=2&d[0][e]=3&f[]=4`, a form body or a query, as Stripe does. */
export function parseForm(text: string): Params {
  const root: Params = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) put(root, name, value);
  return withLists(root) as Params;
}

function put(root: Params, name: string, value: string): void {
  const [, head = "", rest = ""] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (head === "") throw invalid(`Invalid parameter name: ${name}`, "parameter_unknown", name);
  const path = [head, ...[...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, key = ""]) => key)];
  if (path.length > DEEPEST) throw invalid(`Too deeply nested: ${name}`, undefined, name);
  let place = root;
  for (const key of path.slice(0, -1)) {
    const named = key === "" ? String(Object.keys(place).length) : key;
    const next = place[named] ?? Object.create(null);
    if (typeof next !== "object") throw invalid(`Invalid object: ${name}`, undefined, name);
    place[named] = next;
    place = next as Params;
  }
  const last = path.at(-1) ?? "";
  place[last === "" ? String(Object.keys(place).length) : last] = value;
}

/** Names that count up from 0 are a list. */
function withLists(value: Param): Param {
  if (typeof value === "string") return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, withLists(inner)] as const);
  const isList = entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name) && Number(name) <= HIGHEST_INDEX);
  if (isList) return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
