import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayOf } from "@/lib/insights/day";
import { keepRollups } from "@/lib/insights/keep-rollups.server";
import { newUser, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** Somebody signs up that many days ago and does nothing else. */
async function signUpBefore(now: Date, days: number): Promise<string> {
  const day = addDays(dayOf(now), -days);
  const { id } = await newUser();
  await rows("UPDATE users SET created_at = $2 WHERE id = $1", [id, `${day}T12:00:00Z`]);
  return day;
}

async function signUpsOf(day: string): Promise<number | undefined> {
  const [row] = await rows<{ signUps: number }>('SELECT sign_ups AS "signUps" FROM session_days WHERE day = $1', [day]);
  return row?.signUps;
}

test("a day on which nobody called the job and nothing ran is counted when it is called again", async () => {
  const now = new Date();
  const before = await signUpBefore(now, 6);
  expect((await keepRollups(now)).daysCounted).toBe(6);
  expect(await signUpsOf(before)).toBe(1);
  expect((await keepRollups(now)).daysCounted).toBe(0);

  const later = new Date(now.getTime() + 5 * 86_400_000);
  const meanwhile = await signUpBefore(later, 3);
  await keepRollups(later);
  expect(await signUpsOf(meanwhile)).toBe(1);
});
