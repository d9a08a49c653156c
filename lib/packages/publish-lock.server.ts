import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";

const STATEMENT = `SELECT pg_try_advisory_xact_lock(hashtextextended('publish into ' || $1, 0)) AS scope,
  pg_try_advisory_xact_lock(hashtextextended('publish by ' || $2::text, 0)) AS publisher`;

function busy(whose: string): AppError {
  const message = `Another publish ${whose} is going on; try again.`;
  return new AppError("conflict", { message, details: { retryAfterSeconds: 1 } });
}

/** Is it the refusal of a publish that only came at the same time as another? */
export function isPublishBusy(error: unknown): boolean {
  return error instanceof AppError && error.code === "conflict" && "retryAfterSeconds" in error.details;
}

/**
 * Makes the caller's transaction the only one that publishes into the scope and the only one of the publisher, until it
 * ends. Never waits, since whoever waits holds a connection that others need: the second one is a `conflict`.
 */
export async function takePublishLock(client: PoolClient, scope: string, publisherId: string): Promise<void> {
  const { rows } = await client.query<{ scope: boolean; publisher: boolean }>(STATEMENT, [scope, publisherId]);
  if (!rows[0]?.scope) throw busy("into this scope");
  if (!rows[0].publisher) throw busy("of this account");
}
