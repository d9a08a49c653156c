import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";
import { contentHash } from "./content-hash";
import { inProject, root } from "./paths";
import { readStamp, writeStamp } from "./stamp";

const FRAME = "app/preview/_frame";
const OUTPUT = inProject("public", "preview-frame");
const STAMP = inProject("public", "preview-frame", ".made-from");
const SOURCES = [FRAME, "components/markdown", "lib/code-files", "lib/escape-html.ts", "package-lock.json"];
const MERMAID = inProject("node_modules", "@mermaid-js", "tiny", "dist", "mermaid.tiny.js");
const LIBRARIES = ["frame", "compiler", "react", "mermaid"];

/**
 * Writes the scripts of the preview's sandbox to public/preview-frame unless they were made from these very sources.
 * They are no part of the app's own build: the page hands them to a frame that can load nothing itself. True when it
 * did.
 */
export async function makePreview(): Promise<boolean> {
  const sources = contentHash(root, [...SOURCES, "local/make-preview.ts"], (path) => /\.test\.tsx?$/.test(path));
  if (readStamp(STAMP) === sources) return false;
  rmSync(STAMP, { force: true });
  for (const name of LIBRARIES) {
    await build({
      absWorkingDir: root,
      entryPoints: [`${FRAME}/${name}.ts`],
      outdir: OUTPUT,
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      define: { "process.env.NODE_ENV": '"production"' },
      // It leaves a global by a name of its own file, which a bundle would close in.
      ...(name === "mermaid" && { banner: { js: readFileSync(MERMAID, "utf8") } }),
      logLevel: "warning",
    });
  }
  writeStamp(STAMP, sources);
  return true;
}
