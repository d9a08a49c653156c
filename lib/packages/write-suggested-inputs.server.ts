import "server-only";
import type { PoolClient } from "pg";
import type { SuggestedInput } from "@/lib/packages/package";

type Written = Omit<SuggestedInput, "used" | "liked">;

const DELETE_OTHERS = "DELETE FROM suggested_inputs WHERE package_id = $1 AND id <> ALL ($2::uuid[])";

const WRITE = `INSERT INTO suggested_inputs AS s (id, package_id, title, input, category, recommended_model, position)
SELECT id, $1, title, input, category, model, position - 1
FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
  WITH ORDINALITY AS given (id, title, input, category, model, position)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, input = excluded.input, category = excluded.category,
  recommended_model = excluded.recommended_model, position = excluded.position
WHERE (s.title, s.input, s.category, s.recommended_model, s.position)
  IS DISTINCT FROM (excluded.title, excluded.input, excluded.category, excluded.recommended_model, excluded.position)`;

/** Makes these the package's suggested inputs, in this order, with no place left empty. */
export async function writeSuggestedInputs(
  client: PoolClient,
  packageId: string,
  inputs: readonly Written[],
): Promise<void> {
  const ids = inputs.map(({ id }) => id);
  await client.query(DELETE_OTHERS, [packageId, ids]);
  await client.query(WRITE, [
    packageId,
    ids,
    inputs.map((one) => one.title),
    inputs.map((one) => one.input),
    inputs.map((one) => one.category),
    inputs.map((one) => one.recommendedModel),
  ]);
}
