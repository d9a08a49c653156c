import { encode } from "next-auth/jwt";
import { rows } from "./product";
import { testEnvironment } from "./test-environment";

/** The cookie of somebody's browser that is signed in; `claims` as their session's token has them. */
export async function cookieOf({ id }: { id: string }, claims: object = {}): Promise<string> {
  const [row] = await rows<{ sv: number }>("SELECT session_version AS sv FROM users WHERE id = $1", [id]);
  const secret = testEnvironment("")["NEXTAUTH_SECRET"] ?? "";
  return `next-auth.session-token=${await encode({ token: { sub: id, sv: row?.sv, ...claims }, secret })}`;
}
