import { findPackage } from "@/lib/packages/get-package.server";
import { listPackages } from "@/lib/packages/list-packages.server";
import type { PackageDetail, SuggestedInput } from "@/lib/packages/package";

export type Starter = { item: PackageDetail; suggestion: SuggestedInput };

/** Those of the built-in packages that show the most in the fewest words. */
const PREFERRED = ["commit-message", "plain-english", "code-review"] as const;
const HOW_MANY = 3;

/** Up to three runnable packages with an input each: the preferred ones where they exist, else the latest. */
export async function findStarters(viewerId: string | null): Promise<Starter[]> {
  const preferred = await Promise.all(PREFERRED.map((name) => findPackage(viewerId, { scope: "prpm", name })));
  const found = preferred.filter((item) => item !== null);
  const rest = found.length < HOW_MANY ? await latestRunnable(viewerId) : [];
  return [...found, ...rest]
    .flatMap((item) => {
      const suggestion = item.runnable ? item.suggestedInputs[0] : undefined;
      return suggestion === undefined ? [] : [{ item, suggestion }];
    })
    .filter(({ item }, index, all) => all.findIndex((other) => other.item.id === item.id) === index)
    .slice(0, HOW_MANY);
}

async function latestRunnable(viewerId: string | null): Promise<PackageDetail[]> {
  const { items } = await listPackages({ viewerId, limit: 8 });
  const details = await Promise.all(items.map(({ id }) => findPackage(viewerId, { id })));
  return details.filter((item) => item !== null);
}
