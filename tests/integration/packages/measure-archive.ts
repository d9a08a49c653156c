import { readFileSync } from "node:fs";
import { toAppError } from "@/lib/errors";
import { requireSources } from "@/lib/packages/package-source";
import { readArchive } from "@/lib/packages/read-archive.server";
import { manifest, tgz } from "./build-archives";

// A process of its own, because memory that an earlier test gave back would hide what this archive takes.
const bytes = readFileSync(process.argv[2] ?? "");
const peakBytes = () => process.resourceUsage().maxRSS * 1024;

await requireSources(readArchive(tgz([manifest(), { name: "warm-up.md", content: "x" }])));
const before = peakBytes();
const begun = performance.now();
const code = await requireSources(readArchive(bytes)).then(
  () => "taken",
  (error: unknown) => toAppError(error).code,
);
const milliseconds = performance.now() - begun;
process.stdout.write(JSON.stringify({ code, milliseconds, grownBytes: peakBytes() - before }));
