import { createHash } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { CommandError } from "./command";
import { contentHash } from "./content-hash";
import { generateClient } from "./generate-client";
import { makePreview } from "./make-preview";
import { packageProgram } from "./package-program";
import { inProject, root } from "./paths";
import { runProgram } from "./run-program";
import { readStamp, writeStamp } from "./stamp";

const STAMP = inProject(".next", "made-from");
const SOURCES = [
  ...["app", "components", "lib", "public", "prisma/schema.prisma", "instrumentation.ts", "instrumentation-client.ts"],
  ...["proxy.ts", "next.config.ts", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json"],
];

/** Tests are no part of the build; what is made from the sources changes with them. */
const MADE = new Set(["lib/db/generated", "public/preview-frame"]);
const isIgnored = (path: string): boolean => MADE.has(path) || /\.test\.tsx?$/.test(path);

/** NEXT_PUBLIC_ variables are written into the browser's files, so a build belongs to their values too. */
function sourcesHash(): string {
  const inlined = Object.entries(process.env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  const hash = createHash("sha256").update(contentHash(root, SOURCES, isIgnored));
  return hash.update(JSON.stringify(inlined.sort())).digest("hex");
}

/**
 * Makes the production build unless one of these very sources is there (`always`: makes it anyway). True when it did.
 * Needs nothing of the environment. Throws CommandError with the build's own output when it fails.
 */
export async function buildApp(
  options: { always?: boolean; show?: boolean; signal?: AbortSignal } = {},
): Promise<boolean> {
  const { always = false, show = false, signal } = options;
  await generateClient(signal);
  await makePreview();
  const sources = sourcesHash();
  if (!always && readStamp(STAMP) === sources && existsSync(inProject(".next", "BUILD_ID"))) return false;
  rmSync(STAMP, { force: true });
  const env = { ...process.env, NODE_ENV: undefined, NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runProgram([packageProgram("next"), "build"], { env, show, signal });
  if (code !== 0) throw new CommandError(`${output}\nThe build failed.`);
  writeStamp(STAMP, sources);
  return true;
}
