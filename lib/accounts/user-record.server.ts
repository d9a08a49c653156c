import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";

/** A user as an admin sees them. */
export type UserRecord = {
  id: string;
  email: string;
  handle: string;
  name: string | null;
  role: "user" | "admin";
  suspended: boolean;
  /** Its person deleted it: what stands for e-mail and handle is nobody's. */
  deleted: boolean;
  createdAt: string;
};

export type UserRow = Omit<UserRecord, "createdAt"> & { createdAt: Date };

/** Records of users `u`. */
export const USER_COLUMNS = `u.id, u.email, u.handle, u.name, u.role, u.banned_at IS NOT NULL AS suspended,
  u.deleted_at IS NOT NULL AS deleted, u.created_at AS "createdAt"`;

export function toUserRecord(row: UserRow): UserRecord {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

/** The user with that id; null when there is none. */
export async function getUserRecord(id: string): Promise<UserRecord | null> {
  if (!isId(id)) return null;
  const [row] = await query<UserRow>(`SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1`, [id]);
  return row === undefined ? null : toUserRecord(row);
}
