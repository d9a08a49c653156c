import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "./command";
import { readJson, writeJson } from "./json-file";

// The beginning of each, before its random part; Stripe's own are told by theirs.
const BEGINNINGS = {
  NEXTAUTH_SECRET: "",
  SHARE_KEY: "",
  CRON_SECRET: "",
  STRIPE_SECRET_KEY: "sk_test_local_",
  STRIPE_WEBHOOK_SECRET_CREDITS: "whsec_",
} as const;

const NAMES = Object.keys(BEGINNINGS) as (keyof typeof BEGINNINGS)[];

export type Secrets = Record<keyof typeof BEGINNINGS, string>;

const Kept = z.partialRecord(z.enum(NAMES), z.string().min(32));

/** Those of the app itself; the others are for the stand-in for Stripe. */
export function appSecrets({ STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET_CREDITS, ...own }: Partial<Secrets>) {
  return own;
}

/** This stack's own secrets from secrets.json; undefined when none were made yet. */
export function readSecrets(home: string): Partial<Secrets> | undefined {
  const path = join(home, "secrets.json");
  const content = readJson(path);
  if (content === undefined) return undefined;
  const kept = Kept.safeParse(content);
  if (!kept.success) throw new CommandError(`${path} cannot be read as secrets. Delete it to have new ones made.`);
  return kept.data;
}

/** The same, with those that are missing made and kept. Sessions and share links live as long as they do. */
export function ensureSecrets(home: string): Secrets {
  const kept = readSecrets(home) ?? {};
  const secrets = Object.fromEntries(
    NAMES.map((name) => [name, kept[name] ?? BEGINNINGS[name] + randomBytes(32).toString("base64url")]),
  ) as Secrets;
  if (NAMES.some((name) => kept[name] === undefined)) writeJson(join(home, "secrets.json"), secrets);
  return secrets;
}
