import { cache } from "react";
import { currentViewer } from "@/lib/auth/viewer.server";
import { AppError } from "@/lib/errors";
import { isId } from "@/lib/id";
import { getPackageFigures, type PackageFigures } from "@/lib/insights/get-package-figures.server";
import { requireInsider } from "@/lib/insights/require-insider.server";

/** A package's figures, asked for once a request though title and page need them; null for those whom they are not for. */
export const findFigures = cache(async (id: string, from: string, to: string): Promise<PackageFigures | null> => {
  const viewer = await currentViewer();
  if (viewer === null || !isId(id)) return null;
  try {
    await requireInsider(viewer, id);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "forbidden")) return null;
    throw error;
  }
  return await getPackageFigures(id, { from, to }, viewer.id);
});
