import "server-only";
import type { PoolClient } from "pg";
import { newId } from "@/lib/id";
import type { SourceInput } from "@/lib/packages/package-source";

/**
 * Makes a package's suggested inputs those of its manifest, in that order; null leaves them alone. An input whose
 * title and text stay keeps its id, so that links and counts to it go on.
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
  const ids = inputs.map(({ title, input }) => {
    const index = left.findIndex((row) => row.title === title && row.input === input);
    return index === -1 ? newId() : (left.splice(index, 1)[0]?.id ?? newId());
  });
  await client.query("DELETE FROM suggested_inputs WHERE package_id = $1 AND id <> ALL ($2::uuid[])", [packageId, ids]);
  await client.query(
    `INSERT INTO suggested_inputs (id, package_id, title, input, category, recommended_model, position)
     SELECT id, $1, title, input, category, model, position - 1
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
       WITH ORDINALITY AS given (id, title, input, category, model, position)
     ON CONFLICT (id) DO UPDATE SET category = excluded.category, recommended_model = excluded.recommended_model,
       position = excluded.position`,
    [
      packageId,
      ids,
      inputs.map((one) => one.title),
      inputs.map((one) => one.input),
      inputs.map((one) => one.category),
      inputs.map((one) => one.recommendedModel),
    ],
  );
}
