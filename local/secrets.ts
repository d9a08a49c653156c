import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { CommandError } from "./command";
import { readJson, writeJson } from "./json-file";

const NAMES = ["NEXTAUTH_SECRET", "SHARE_KEY", "CRON_SECRET"] as const;

export type Secrets = Record<(typeof NAMES)[number], string>;

const Kept = z.partialRecord(z.enum(NAMES), z.string().min(32));

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
    NAMES.map((name) => [name, kept[name] ?? randomBytes(32).toString("base64url")]),
  ) as Secrets;
  if (NAMES.some((name) => kept[name] === undefined)) writeJson(join(home, "secrets.json"), secrets);
  return secrets;
}
