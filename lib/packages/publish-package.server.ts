import "server-only";
import type { PoolClient } from "pg";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { type ClaimedScope, claimScope, type Publisher } from "@/lib/packages/claim-scope.server";
import { composeBounded } from "@/lib/packages/compose-bounded";
import { contentHash } from "@/lib/packages/content-hash.server";
import { mainFile } from "@/lib/packages/main-file";
import type { PackageFormat } from "@/lib/packages/package";
import type { PackageFacts, PackageSource } from "@/lib/packages/package-source";
import { replaceSuggestedInputs } from "@/lib/packages/replace-suggested-inputs.server";
import { requireQuota } from "@/lib/packages/require-quota.server";
import { latestVersion } from "@/lib/packages/version";
import { type FileRows, weighFiles } from "@/lib/packages/weigh-files";

export type Publication = {
  publisher: Publisher;
  source: PackageSource;
  /** The provider's count of a text for Sonnet; without it, or when it gives null, the weight is our own bound. */
  countTokens?: (text: string) => Promise<number | null>;
};

export type PublishedPackage = {
  status: "published" | "unchanged";
  package: { id: string; scope: string; name: string; format: PackageFormat; version: string; versionId: string };
};

type Identity = { scope: string; name: string; format: PackageFormat; version: string };
type Weight = { promptTokens: number; tokensCounted: boolean; files: FileRows };
type Visibility = PackageSource["visibility"];
type KnownVersion = { packageId: string; versionId: string; contentHash: string };

async function findVersion(identity: Identity, client?: PoolClient): Promise<KnownVersion | null> {
  const { scope, name, format, version } = identity;
  const statement = `
    SELECT p.id AS "packageId", v.id AS "versionId", v.content_hash AS "contentHash"
    FROM packages p JOIN package_versions v ON v.package_id = p.id
    WHERE p.scope = $1 AND p.name = $2 AND p.format = $3 AND v.version = $4`;
  const values = [scope, name, format, version];
  const rows = client
    ? (await client.query<KnownVersion>(statement, values)).rows
    : await query<KnownVersion>(statement, values);
  return rows[0] ?? null;
}

/** A version that is there already is a no-op when it is the same, and a conflict when it is not. */
function requireSame(known: KnownVersion, identity: Identity, hash: string): PublishedPackage {
  const { scope, name, version } = identity;
  if (known.contentHash !== hash) {
    const message = `@${scope}/${name}@${version} is published with other content; a version never changes.`;
    throw new AppError("conflict", { message });
  }
  return { status: "unchanged", package: { id: known.packageId, ...identity, versionId: known.versionId } };
}

async function weigh(source: PackageSource, scope: string, countTokens: Publication["countTokens"]): Promise<Weight> {
  const { text, tokens } = composeBounded({ ...source, scope });
  const files = await weighFiles(source.files);
  const counted = (await countTokens?.(text)) ?? null;
  return { promptTokens: counted ?? tokens, tokensCounted: counted !== null, files };
}

/** What is kept of a manifest with its version. `main` is the file whose text must be loaded to compose the prompt. */
type ManifestRecord = Omit<PackageFacts, "suggestedInputs"> & { main: string };

function manifestRecord({ files, suggestedInputs: _, ...facts }: PackageSource): ManifestRecord {
  const paths = files.map((file) => file.path);
  return { ...facts, main: mainFile({ name: facts.name, subtype: facts.subtype, paths }) };
}

async function upsertPackage(
  client: PoolClient,
  { publisher, source }: Publication,
  { scope, name, format, organizationId }: Identity & ClaimedScope,
): Promise<{ id: string; visibility: Visibility }> {
  const { rows } = await client.query<{ id: string; visibility: Visibility }>(
    `INSERT INTO packages AS p (id, scope, name, format, subtype, description, visibility, owner_id, organization_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (scope, name, format) DO UPDATE SET organization_id = excluded.organization_id
     RETURNING id, visibility`,
    [newId(), scope, name, format, source.subtype, source.description, source.visibility, publisher.id, organizationId],
  );
  if (rows[0] === undefined) throw new Error("the package statement gave no row");
  return rows[0];
}

/** Who sees a package is the package's: no version opens what was private or hides what people use. */
function requireSameVisibility(known: Visibility, { visibility }: PackageSource, { scope, name }: Identity): void {
  if (visibility === known) return;
  const remedy = known === "private" ? 'with "private": true' : 'without "private": true';
  const message = `@${scope}/${name} is ${known}, and a new version does not change that; publish it ${remedy}.`;
  throw new AppError("conflict", { message });
}

async function insertVersion(
  client: PoolClient,
  { packageId, hash, weight }: { packageId: string; hash: string; weight: Weight },
  { publisher, source }: Publication,
): Promise<string> {
  const versionId = newId();
  const { paths, contents, bytes, tokens, totalBytes } = weight.files;
  await client.query(
    `INSERT INTO package_versions (id, package_id, version, content_hash, manifest, file_count, total_bytes,
       prompt_tokens, tokens_counted, published_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      versionId,
      packageId,
      source.version,
      hash,
      JSON.stringify(manifestRecord(source)),
      paths.length,
      totalBytes,
      weight.promptTokens,
      weight.tokensCounted,
      publisher.id,
    ],
  );
  await client.query(
    `INSERT INTO package_files (package_version_id, path, content, bytes, tokens)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::int[], $5::int[])`,
    [versionId, paths, contents, bytes, tokens],
  );
  return versionId;
}

/** The catalogue shows what the latest version says; an older or a pre-release version leaves it as it is. */
async function showLatest(client: PoolClient, packageId: string, versionId: string, source: PackageSource) {
  const { rows } = await client.query<{ version: string }>(
    "SELECT version FROM package_versions WHERE package_id = $1",
    [packageId],
  );
  const isLatest = latestVersion(rows.map((row) => row.version)) === source.version;
  if (!isLatest) return await client.query("UPDATE packages SET updated_at = $2 WHERE id = $1", [packageId, now()]);
  await client.query(
    `UPDATE packages SET subtype = $2, description = $3, tags = $4, license = $5, author = $6, homepage = $7,
       latest_version_id = $8, updated_at = $9 WHERE id = $1`,
    [
      packageId,
      source.subtype,
      source.description,
      source.tags,
      source.license,
      source.author,
      source.homepage,
      versionId,
      now(),
    ],
  );
  return await replaceSuggestedInputs(client, packageId, source.suggestedInputs);
}

/**
 * Publishes one package whole or not at all. The same version with the same content is a no-op, with other content a
 * `conflict`; a scope that is not the publisher's is `forbidden`. Publishers in one scope at once do not wait for each
 * other: all but one are a `conflict` that `isPublishBusy` tells from the others.
 */
export async function publishPackage(publication: Publication): Promise<PublishedPackage> {
  const { publisher, source, countTokens } = publication;
  const { name, format, version } = source;
  const identity = { scope: source.scope ?? publisher.handle, name, format, version };
  const hash = contentHash(source);
  const before = await findVersion(identity);
  // Whoever may not publish here is told that, and not whether the content fits; the transaction decides.
  const weight = before === null ? await weigh(source, identity.scope, countTokens) : null;

  return await inTransaction(async (client) => {
    const claimed = await claimScope(client, identity.scope, publisher);
    const known = await findVersion(identity, client);
    if (known !== null) return requireSame(known, identity, hash);
    if (weight === null) throw new Error("a published version is gone");
    await requireQuota(client, publisher, weight.files.totalBytes);
    const { id: packageId, visibility } = await upsertPackage(client, publication, { ...identity, ...claimed });
    requireSameVisibility(visibility, source, identity);
    const versionId = await insertVersion(client, { packageId, hash, weight }, publication);
    await showLatest(client, packageId, versionId, source);
    return { status: "published", package: { id: packageId, ...identity, versionId } };
  });
}
