import { countOperator } from "./count-operator";
import { countPackage } from "./count-package";
import { countUsage } from "./count-usage";
import { countUser } from "./count-user";
import type { Copy } from "./live";
import { type Managers, readTables } from "./tables";

/** Every figure, counted from the raw tables with plain loops. */
export async function readRaw(managers: Managers, copies: readonly Copy[]) {
  const tables = await readTables(managers);
  return {
    days: tables.days,
    usage: countUsage(tables),
    user: countUser(tables),
    packageFigures: countPackage(tables, copies),
    operator: countOperator(tables),
  };
}
