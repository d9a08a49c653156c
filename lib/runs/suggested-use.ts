import { AppError } from "@/lib/errors";

type Asked = { context: { package: { packageId: string } | null; suggestedPackageId: string | null } };

/** The named suggested input (null: none was) of one of the runs' packages; `not_found` where it belongs to none. */
export function requireSuggested(id: string | undefined, runs: readonly Asked[]): string | null {
  if (id === undefined) return null;
  const belongs = runs.some(
    ({ context }) => context.package !== null && context.package.packageId === context.suggestedPackageId,
  );
  if (!belongs) throw new AppError("not_found", { message: "There is no such suggested input of this package." });
  return id;
}
