import "server-only";
import type { Credentials } from "@/lib/auth/session-token.server";
import type { Viewer } from "@/lib/auth/viewer";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";

/** A class of requests and how many of it fit in a sliding minute; 0 counts nothing. */
export type CountedAs = { name: string; perMinute: number };

export type Counted = { limitedFor: number; left: number };

type Row = {
  id: string;
  email: string;
  name: string | null;
  image: string | null;
  handle: string;
  role: "user" | "admin";
  session_version: number;
  banned: boolean;
  token_id: string | null;
  token_scope: "user" | "admin" | null;
  plan: Viewer["plan"];
  limited_for: number;
  limit_left: number;
};

/**
 * Turns credentials into a viewer and counts the request, in one round trip. The row is read each time, so a ban, a
 * role or "sign out everywhere" works at once. Null for nobody; `unauthenticated` for credentials that are not good,
 * `forbidden` for a suspended account.
 */
export async function identify(
  credentials: Credentials,
  countedAs: CountedAs,
  now: Date,
): Promise<{ viewer: Viewer; counted: Counted } | null> {
  if (credentials.kind === "none") return null;
  if (credentials.kind === "invalid") throw new AppError("unauthenticated");
  const hash = credentials.kind === "token" ? credentials.hash : null;
  const userId = credentials.kind === "session" ? credentials.userId : null;
  const [row] = await query<Row>("SELECT * FROM identify($1, $2, $3, $4, $5)", [
    now,
    hash,
    userId,
    countedAs.name,
    countedAs.perMinute,
  ]);
  const outdated = credentials.kind === "session" && row?.session_version !== credentials.sessionVersion;
  if (row === undefined || outdated) {
    if (credentials.kind === "session" && credentials.via === "cookie") return null;
    throw new AppError("unauthenticated");
  }
  if (row.banned) throw new AppError("forbidden", { message: "This account is suspended." });
  const via = credentials.kind === "session" ? credentials.via : "token";
  const viewer: Viewer = {
    id: row.id,
    email: row.email,
    name: row.name,
    image: row.image,
    handle: row.handle,
    role: row.role,
    plan: row.plan,
    isAdmin: row.role === "admin" && (via !== "token" || row.token_scope === "admin"),
    via,
    signedInAt: credentials.kind === "session" ? credentials.signedInAt : null,
  };
  return { viewer, counted: { limitedFor: row.limited_for, left: row.limit_left } };
}

/** Counts a request of somebody without an account, by a key of the caller's making. */
export async function countAnonymous(key: string, countedAs: CountedAs, now: Date): Promise<Counted> {
  const [row] = await query<{ limited_for: number; limit_left: number }>("SELECT * FROM count_request($1, $2, $3)", [
    now,
    `${countedAs.name}:${key}`,
    countedAs.perMinute,
  ]);
  return { limitedFor: row?.limited_for ?? 0, left: row?.limit_left ?? 0 };
}
