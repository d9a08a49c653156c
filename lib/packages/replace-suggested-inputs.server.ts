import "server-only";
import type { PoolClient } from "pg";
import { newId } from "@/lib/id";
import type { SourceInput } from "@/lib/packages/package-source";
import { writeSuggestedInputs } from "@/lib/packages/write-suggested-inputs.server";

/**
 * Makes a package's suggested inputs those of its manifest, in that order, also where they were written on its page
 * since; null leaves them alone. An input whose title and text stay keeps its id, so that links and counts to it go on.
 */
export async function replaceSuggestedInputs(
  client: PoolClient,
  packageId: string,
  inputs: readonly SourceInput[] | null,
): Promise<void> {
  if (inputs === null) return;
  const { rows } = await client.query<{ id: string; title: string; input: string }>(
    "SELECT id, title, input FROM suggested_inputs WHERE package_id = $1 ORDER BY position, id FOR UPDATE",
    [packageId],
  );
  const left = [...rows];
  const known = inputs.map((named) => {
    const index = left.findIndex(({ title, input }) => title === named.title && input === named.input);
    const id = index === -1 ? newId() : (left.splice(index, 1)[0]?.id ?? newId());
    return { id, ...named };
  });
  await writeSuggestedInputs(client, packageId, known);
}
