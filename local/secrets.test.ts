import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appSecrets, ensureSecrets } from "./secrets";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "prpm-unit-secrets-"));
});
afterEach(() => rmSync(home, { recursive: true }));

test("secrets are long, all different, kept for the next start, and for their owner only", () => {
  const secrets = ensureSecrets(home);
  expect(Object.values(secrets).every((secret) => secret.length >= 32)).toBe(true);
  expect(new Set(Object.values(secrets)).size).toBe(5);
  expect(ensureSecrets(home)).toEqual(secrets);
  expect(statSync(join(home, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("a secret that an older start did not know is added without changing the others", () => {
  const { CRON_SECRET: _, ...older } = ensureSecrets(home);
  writeFileSync(join(home, "secrets.json"), JSON.stringify(older));
  expect(ensureSecrets(home)).toMatchObject({ ...older, CRON_SECRET: expect.any(String) });
});

test("a file that is not secrets is refused, not overwritten", () => {
  writeFileSync(join(home, "secrets.json"), '{"SHARE_KEY":"short"}');
  expect(() => ensureSecrets(home)).toThrow(/cannot be read as secrets/);
});

test("what the stand-in for Stripe is given looks like Stripe's, and is not among the app's own", () => {
  const secrets = ensureSecrets(home);
  expect(secrets.STRIPE_SECRET_KEY).toMatch(/^sk_test_/);
  expect(secrets.STRIPE_WEBHOOK_SECRET_CREDITS).toMatch(/^whsec_/);
  expect(Object.keys(appSecrets(secrets))).toEqual(["NEXTAUTH_SECRET", "SHARE_KEY", "CRON_SECRET"]);
});
