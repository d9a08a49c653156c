import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool.server";

/**
 * Does its work in one transaction: committed when it returns, rolled back when it throws. A connection that cannot
 * even roll back is not used again.
 */
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let isBroken = true;
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    isBroken = false;
    return result;
  } catch (error) {
    isBroken = await client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(isBroken);
  }
}
