import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { ensureBuiltInAccount } from "@/lib/accounts/sign-up.server";
import { pool, query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log.server";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { countPrompt } from "@/lib/packages/count-prompt.server";
import type { PackageReading, PackageSource } from "@/lib/packages/package-source";
import { publishInTurn } from "@/lib/packages/publish-in-turn.server";
import type { Publication, PublishedPackage } from "@/lib/packages/publish-package.server";
import { readFolder } from "@/lib/packages/read-folder.server";
import { CommandError, runCommand } from "./command";
import { completeFromLocalStack } from "./local-stack";

const USAGE = `Usage: npm run import -- [--as you@example.com] PATH...
  PATH  a folder, a prpm.json, a SKILL.md folder, a .md or .mdc file, a .tgz, .tar.gz or .zip
  --as  publish as that user; without it as the built-in account prpm, which may publish in any scope`;

type Counts = Record<"published" | "unchanged" | "refused", number>;

function readArguments(): { email: string | undefined; paths: string[] } {
  try {
    const { values, positionals } = parseArgs({ options: { as: { type: "string" } }, allowPositionals: true });
    if (positionals.length === 0) throw new Error("Name at least one path.");
    return { email: values.as, paths: positionals };
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n${USAGE}`, 2);
  }
}

function requireDatabase(): void {
  completeFromLocalStack();
  if (!process.env["DATABASE_URL"]) {
    throw new CommandError("Start the local stack first (npm start), or name a database in DATABASE_URL.", 2);
  }
  // The environment is wanted whole, but an import signs nobody in and shares nothing: a database is enough for it.
  process.env["NEXTAUTH_URL"] ||= "http://localhost:3000";
  for (const name of ["NEXTAUTH_SECRET", "SHARE_KEY"]) process.env[name] ||= randomBytes(32).toString("base64url");
}

/** The provider's count for as long as it answers; after the first silence the rest is weighed here. */
function countWhileAnswered(): ((text: string) => Promise<number | null>) | undefined {
  if (env().ANTHROPIC_API_KEY === undefined) return undefined;
  let isAnswering = true;
  return async (text) => {
    const tokens = isAnswering ? await countPrompt(text) : null;
    isAnswering = tokens !== null;
    return tokens;
  };
}

/** Failures that say what to do about the database rather than what went wrong in the code. */
function inWords(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "42P01" || code === "42883")
    return new CommandError("The database has no tables yet: npm run migrate.", 2);
  if (code === "ECONNREFUSED" || code === "ENOTFOUND") return new CommandError("The database does not answer.", 2);
  return error;
}

async function findPublisher(email: string | undefined): Promise<Publisher> {
  if (email === undefined) return { ...(await ensureBuiltInAccount()), isBuiltIn: true };
  const [user] = await query<{ id: string; handle: string }>("SELECT id, handle FROM users WHERE email = lower($1)", [
    email.trim(),
  ]);
  if (user === undefined) throw new CommandError(`There is no user with the e-mail address ${email}.`, 2);
  return { ...user, isBuiltIn: false };
}

/** One line a package: what became of it, and of a refused one why. */
function report(status: keyof Counts, text: string): void {
  process.stdout.write(`${status} ${text}\n`);
}

function describe({ package: published }: PublishedPackage, source: PackageSource): string {
  const { scope, name, version } = published;
  const files = source.files.length === 1 ? "1 file" : `${source.files.length} files`;
  return `@${scope}/${name}@${version} (${source.format} ${source.subtype}, ${files})`;
}

type Import = Omit<Publication, "source">;

async function importOne(into: Import, reading: PackageReading): Promise<keyof Counts> {
  try {
    if ("refusal" in reading) throw reading.refusal;
    const result = await publishInTurn({ ...into, source: reading.source });
    report(result.status, describe(result, reading.source));
    return result.status;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report("refused", `${reading.label}: ${error.message}`);
    return "refused";
  }
}

async function importAll(email: string | undefined, paths: readonly string[]): Promise<Counts> {
  const publisher = await findPublisher(email);
  const countTokens = countWhileAnswered();
  const into = { publisher, ...(countTokens && { countTokens }) };
  const counts: Counts = { published: 0, unchanged: 0, refused: 0 };
  for (const path of paths) {
    for await (const reading of readFolder(path)) counts[await importOne(into, reading)] += 1;
  }
  return counts;
}

await runCommand(async () => {
  const { email, paths } = readArguments();
  requireDatabase();
  log.level = "silent"; // standard output is the lines below
  const counts = await importAll(email, paths).catch((error: unknown) => {
    throw inWords(error);
  });
  await pool().end();
  const { published, unchanged, refused } = counts;
  process.stdout.write(`${published} published, ${unchanged} unchanged, ${refused} refused\n`);
  process.exitCode = refused > 0 ? 1 : 0;
});
