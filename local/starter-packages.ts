import { readdirSync } from "node:fs";
import { Client } from "pg";
import { inProject } from "./paths";
import { runProgram } from "./run-program";

const FOLDER = inProject("prisma", "seed", "packages");

/**
 * Publishes the starter packages into a catalogue without any package. Resolves with how many were offered (0 when
 * there was something already) and, when one was refused, what the import said.
 */
export async function importStarterPackages(
  env: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<{ offered: number; complaint: string | undefined }> {
  if (!(await isCatalogueEmpty(env["DATABASE_URL"] ?? ""))) return { offered: 0, complaint: undefined };
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const paths = folders.map(({ name }) => `${FOLDER}/${name}`).sort();
  const command = ["--conditions=react-server", "--import", "tsx", "local/import.ts"];
  const { code, output } = await runProgram([...command, ...paths], { env, signal });
  return { offered: paths.length, complaint: code === 0 ? undefined : output.trimEnd() };
}

async function isCatalogueEmpty(databaseUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query("SELECT 1 FROM packages LIMIT 1");
    return rows.length === 0;
  } finally {
    await client.end();
  }
}
