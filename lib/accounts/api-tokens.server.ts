import "server-only";
import { randomBytes } from "node:crypto";
import { now } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma.server";
import { AppError } from "@/lib/errors";
import { hashApiToken } from "@/lib/hash.server";
import { newId } from "@/lib/id";

export type ApiTokenSummary = {
  id: string;
  name: string;
  scope: "user" | "admin";
  /** The last four characters, to tell tokens apart. */
  ending: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

export type IssueApiToken = { userId: string; name: string; scope: "user" | "admin"; expiresAt: Date };

type Client = Pick<ReturnType<typeof prisma>, "apiToken">;

/** Most live tokens that one user may have. */
const MAX_TOKENS = 50;

/** Makes a token of 256 random bits. Its text is returned this once and stored as SHA-256 only. */
export async function issueApiToken(issue: IssueApiToken, client: Client = prisma()) {
  const token = `prpm_${randomBytes(32).toString("base64url")}`;
  const row = await client.apiToken.create({
    data: {
      ...issue,
      id: newId(),
      hash: new Uint8Array(hashApiToken(token)),
      ending: token.slice(-4),
      createdAt: now(),
    },
  });
  return { ...toSummary(row), token };
}

/**
 * Makes one more token for a user; `conflict` for who has as many live ones as anybody needs, however many are asked for
 * at once.
 */
export function issueOneOfFew(issue: IssueApiToken): Promise<ApiTokenSummary & { token: string }> {
  const { userId } = issue;
  return prisma().$transaction(async (client) => {
    // Whoever else makes one for this user waits, and then counts it.
    await client.$queryRaw`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    const live = await client.apiToken.count({ where: { userId, revokedAt: null, expiresAt: { gt: now() } } });
    if (live >= MAX_TOKENS) {
      throw new AppError("conflict", { message: `You have ${MAX_TOKENS} tokens; revoke one first.` });
    }
    return issueApiToken(issue, client);
  });
}

function toSummary(row: {
  id: string;
  name: string;
  scope: string;
  ending: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
}): ApiTokenSummary {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope === "admin" ? "admin" : "user",
    ending: row.ending,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

/** A user's tokens that still work, newest first. */
export async function listApiTokens(userId: string): Promise<ApiTokenSummary[]> {
  const rows = await prisma().apiToken.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map(toSummary);
}

/** Ends one of the user's tokens at once; not_found when it is not theirs or was revoked before. */
export async function revokeApiToken(userId: string, tokenId: string): Promise<void> {
  const { count } = await prisma().apiToken.updateMany({
    where: { id: tokenId, userId, revokedAt: null },
    data: { revokedAt: now() },
  });
  if (count === 0) throw new AppError("not_found");
}
