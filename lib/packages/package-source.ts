import type { AppError } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";
import type { PackageFormat, PackageSubtype } from "@/lib/packages/package";

export type SourceFile = { path: string; content: string };

export type SourceInput = {
  title: string;
  input: string;
  category: string | null;
  recommendedModel: ModelName | null;
};

/** What a manifest, or the front matter of a single file, says of a package. */
export type PackageFacts = {
  /** Null: the publisher's handle. */
  scope: string | null;
  name: string;
  version: string;
  format: PackageFormat;
  subtype: PackageSubtype;
  description: string;
  tags: string[];
  visibility: "public" | "private";
  license: string | null;
  author: string | null;
  homepage: string | null;
  repository: string | null;
  /** Null when the manifest says nothing of them: what is there stays. */
  suggestedInputs: SourceInput[] | null;
};

/** A whole package as it was read, checked and ready to be published. Files are in the order of their paths. */
export type PackageSource = PackageFacts & { files: SourceFile[] };

/** One package of an archive or folder: read, or refused with the reason. `label` is its name, else where it lies. */
export type PackageReading = { label: string; source: PackageSource } | { label: string; refusal: AppError };

/** The packages of an archive that is taken as a whole; throws the first refusal and reads nothing after it. */
export async function requireSources(readings: AsyncIterable<PackageReading>): Promise<PackageSource[]> {
  const sources: PackageSource[] = [];
  for await (const reading of readings) {
    if ("refusal" in reading) throw reading.refusal;
    sources.push(reading.source);
  }
  return sources;
}
