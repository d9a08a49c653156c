import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenInvariants, rows, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const github = (id: string, email: string, login = "ann") => ({
  provider: "github",
  providerAccountId: id,
  email,
  name: "Ann",
  image: null,
  login,
});

async function signIn(signUp: ReturnType<typeof github>) {
  const { signUpOrIn } = await import("@/lib/accounts/sign-up.server");
  return signUpOrIn(signUp);
}

test("a new account has its wallet and five trial credits at once, and signing in again changes nothing", async () => {
  const first = await signIn(github("1", "ann@example.com"));
  expect(first).toMatchObject({ isNew: true, banned: false, sessionVersion: 1 });
  expect(await signIn(github("1", "ann@example.com"))).toMatchObject({ userId: first.userId, isNew: false });
  expect(await wallet(first.userId)).toMatchObject({ available: 5, breakdown: { trial: 5 } });
  expect(await brokenInvariants()).toEqual([]);
});

test("D12: twenty first sign-ins of one person at once make one account", async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => signIn(github("2", "bob@example.com", "bob"))));
  expect(new Set(made.map((user) => user.userId)).size).toBe(1);
  expect(made.filter((user) => user.isNew)).toHaveLength(1);
});

test("another provider with the same verified e-mail is linked, whatever its case", async () => {
  const first = await signIn(github("3", "Cy@Example.com", "cy"));
  const linked = await signIn({ ...github("g-3", "cy@example.com", "cy"), provider: "google" });
  expect(linked).toMatchObject({ userId: first.userId, isNew: false });
});

test("one trial a mailbox and a provider account: a second account of the same person starts with none", async () => {
  await signIn(github("4", "dee@gmail.com", "dee"));
  const second = await signIn(github("5", "d.e.e+more@googlemail.com", "dee2"));
  expect(second.isNew).toBe(true);
  expect(await wallet(second.userId)).toMatchObject({ available: 0 });
  expect(await brokenInvariants()).toEqual([]);
});

test("handles are unique, and a word that is somebody's scope is not given to another", async () => {
  const one = await signIn(github("6", "e1@example.com", "echo"));
  const two = await signIn(github("7", "e2@example.com", "Echo"));
  const handles = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = ANY ($1) ORDER BY handle", [
    [one.userId, two.userId],
  ]);
  expect(handles).toEqual([{ handle: "echo" }, { handle: "echo-2" }]);
});

test("nobody is kept from signing in by their name, and nobody's name hides what it is", async () => {
  const { userId } = await signIn({ ...github("8", "fay@example.com", "fay"), name: "Fay\u0000 \u202Eevil\ud800" });
  expect(await rows("SELECT name FROM users WHERE id = $1", [userId])).toEqual([{ name: "Fay evil\ufffd" }]);
});
