import "server-only";
import { decode, getToken } from "next-auth/jwt";
import { env } from "@/lib/env.server";
import { hashApiToken } from "@/lib/hash.server";

/** What a request shows to say who asks; `invalid` when it shows something that cannot be right. */
export type Credentials =
  | { kind: "none" }
  | { kind: "invalid" }
  | { kind: "token"; hash: Buffer }
  | {
      kind: "session";
      via: "cookie" | "session";
      userId: string;
      sessionVersion: number;
      /** When they showed who they are; null for sessions of before that was noted. */
      signedInAt: Date | null;
    };

/** API tokens: a prefix that scanners can find, and 256 random bits in base64url. */
const API_TOKEN = /^prpm_[A-Za-z0-9_-]{43}$/;

type Claims = { sub?: unknown; sv?: unknown; at?: unknown };

function toSession(claims: Claims | null, via: "cookie" | "session"): Credentials {
  if (typeof claims?.sub !== "string" || typeof claims.sv !== "number") return { kind: "invalid" };
  const signedInAt = typeof claims.at === "number" ? new Date(claims.at) : null;
  return { kind: "session", via, userId: claims.sub, sessionVersion: claims.sv, signedInAt };
}

async function decodeJwt(token: string) {
  try {
    return await decode({ token, secret: env().NEXTAUTH_SECRET });
  } catch {
    // A token that does not decrypt is nobody's; why it does not is no one's business.
    return null;
  }
}

function cookieNamed(name: string, cookies: Readonly<Record<string, string>>): boolean {
  return Object.keys(cookies).some((key) => key === name || key.startsWith(`${name}.`));
}

/**
 * Reads credentials without asking the database. A bearer wins over a cookie and is never ignored: a wrong one is
 * refused even where a cookie would do.
 */
export async function readCredentials(
  authorization: string | null,
  cookies: Readonly<Record<string, string>>,
): Promise<Credentials> {
  if (authorization !== null) {
    const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (bearer === undefined) return { kind: "invalid" };
    if (API_TOKEN.test(bearer)) return { kind: "token", hash: hashApiToken(bearer) };
    return toSession(await decodeJwt(bearer), "session");
  }
  const secure = env().NEXTAUTH_URL.startsWith("https://");
  const cookieName = `${secure ? "__Secure-" : ""}next-auth.session-token`;
  if (!cookieNamed(cookieName, cookies)) return { kind: "none" };
  const req = { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"];
  const claims = await getToken({ req, cookieName, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  // A stale cookie is no fault of its owner: they are simply signed out.
  const session = toSession(claims, "cookie");
  return session.kind === "session" ? session : { kind: "none" };
}
