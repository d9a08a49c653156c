import { ACCOUNT_PARTS } from "@/lib/account-data/account-parts";
import type { ExportPart } from "@/lib/account-data/export-part";
import { MONEY_PARTS } from "@/lib/account-data/money-parts";
import { PACKAGE_PARTS } from "@/lib/account-data/package-parts";
import { SESSION_PARTS } from "@/lib/account-data/session-parts";

/** Everything that is kept of a person, in the order of the file. docs/account-export.md describes it. */
export const EXPORT_PARTS: readonly ExportPart[] = [
  ...ACCOUNT_PARTS,
  ...PACKAGE_PARTS,
  ...SESSION_PARTS,
  ...MONEY_PARTS,
];
