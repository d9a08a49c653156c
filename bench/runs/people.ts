import { createHash } from "node:crypto";
import { hashApiToken } from "@/lib/hash.server";
import { withClient } from "../ledger/databases";
import { seedWallets } from "../ledger/seed";

/** A token whose text follows from its number, in the form that the product gives out. */
function tokenOf(person: number): string {
  return `prpm_${createHash("sha256").update(`bench ${person}`).digest("base64url")}`;
}

/** People with credits for any number of runs; answers a token of each. */
export async function addPeople(databaseUrl: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, (_, index) => tokenOf(index + 1));
  await withClient(databaseUrl, async (client) => {
    await client.query(
      "ALTER TABLE playground_credit_transactions ALTER COLUMN hash SET DEFAULT decode(repeat('00', 32), 'hex')",
    );
    await seedWallets(client, count, new Date());
    await client.query(
      `INSERT INTO api_tokens (id, user_id, name, hash, ending, expires_at)
      SELECT gen_random_uuid(), md5('user' || n)::uuid, 'bench', hash, '', now() + interval '1 day'
      FROM unnest($1::bytea[]) WITH ORDINALITY AS t (hash, n)`,
      [tokens.map(hashApiToken)],
    );
    await client.query("VACUUM ANALYZE");
  });
  return tokens;
}
