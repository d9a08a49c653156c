import { afterAll, beforeAll, expect, test } from "vitest";
import { rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

test("a user has fifty live tokens and no more, however many are asked for at once", async () => {
  const { issueOneOfFew, revokeApiToken } = await import("@/lib/accounts/api-tokens.server");
  const { ensureUserByEmail } = await import("@/lib/accounts/sign-up.server");
  const { id: userId } = await ensureUserByEmail("many@example.com");
  const expiresAt = new Date(Date.now() + 3_600_000);
  const make = (name: string) => issueOneOfFew({ userId, name, scope: "user", expiresAt });
  await rows(
    `INSERT INTO api_tokens (id, user_id, name, hash, ending, expires_at)
    SELECT gen_random_uuid(), $1, 'earlier', sha256(nth::text::bytea), 'last', $2 FROM generate_series(1, 47) nth`,
    [userId, expiresAt],
  );
  const asked = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => make(`at once ${index}`)));
  const made = asked.filter((answer) => answer.status === "fulfilled").map(({ value }) => value);
  const refused = asked.filter((answer) => answer.status === "rejected").map(({ reason }) => reason.code);
  expect([made.length, refused]).toEqual([3, Array.from({ length: 5 }, () => "conflict")]);
  expect(await rows("SELECT id FROM api_tokens WHERE user_id = $1", [userId])).toHaveLength(50);

  await revokeApiToken(userId, made[0]?.id ?? "");
  expect(await make("once more")).toMatchObject({ name: "once more", token: expect.stringMatching(/^prpm_/) });
});
