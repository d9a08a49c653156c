import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import {
  type InstallLine,
  type PackageLine,
  type People,
  shapePackage,
  withRepeatRate,
} from "@/lib/insights/package-figures";
import type { Period } from "@/lib/insights/period";
import type { PackageFormat } from "@/lib/packages/package";
import { visiblePackage } from "@/lib/packages/visible-package";
import { countVotes } from "@/lib/runs/list-feedback.server";

const PACKAGE = "SELECT id, scope, name, format, visibility FROM packages WHERE id = $1";

const LINES = `SELECT d.day::text, d.package_version_id AS "versionId", v.version, d.model, d.role, d.runs,
  d.succeeded, d.failed, d.credits, d.times, d.charges
FROM package_days d LEFT JOIN package_versions v ON v.id = d.package_version_id
WHERE d.package_id = $1 AND d.day BETWEEN $2 AND $3 ORDER BY d.day, v.created_at, v.id, d.model, d.role`;

// At any time, of the package (no version) and of each version; and who came for the first time in the period.
const PEOPLE = `SELECT r.package_version_id AS "versionId", sum(r.people)::int AS people, sum(r.returned)::int AS returned,
  coalesce(sum(r.people) FILTER (WHERE r.day BETWEEN $2 AND $3), 0)::int AS "newPeople"
FROM package_people r WHERE r.package_id = $1 GROUP BY r.package_version_id`;

const PICKS = `SELECT k.package_version_id AS "versionId", count(*) FILTER (WHERE k.result = 'win')::int AS wins,
  count(*) FILTER (WHERE k.result = 'loss')::int AS losses, count(*) FILTER (WHERE k.result = 'tie')::int AS ties
FROM package_picks k WHERE k.package_id = $1 AND k.day BETWEEN $2 AND $3 GROUP BY k.package_version_id`;

const INSTALLS = `SELECT d.day::text, d.package_version_id AS "versionId", v.version, d.way, d.tool, d.installs
FROM package_install_days d LEFT JOIN package_versions v ON v.id = d.package_version_id
WHERE d.package_id = $1 AND d.day BETWEEN $2 AND $3 ORDER BY d.day, v.created_at, v.id, d.way, d.tool`;

const SHARES = `SELECT count(*)::int AS shares, coalesce(sum(views), 0)::int AS views FROM playground_shares
WHERE package_id = $1 AND created_at >= day_start($2) AND created_at < day_start($3::date + 1)`;

// Who asked something of their own after they had asked what the package suggests. An operator counts what is used of a
// private package, and does not read it.
const SUGGESTIONS = `SELECT s.id, CASE WHEN ${visiblePackage("p", "$2::uuid")} THEN s.title END AS title,
  count(u.user_id)::int AS used, count(*) FILTER (WHERE u.liked)::int AS liked,
  count(*) FILTER (WHERE r.own_input_at > u.first_used_at)::int AS "wentOn"
FROM suggested_inputs s JOIN packages p ON p.id = s.package_id LEFT JOIN suggested_input_uses u ON u.suggested_input_id = s.id
  LEFT JOIN run_people r ON r.package_id = s.package_id AND r.package_version_id IS NULL AND r.user_id = u.user_id
WHERE s.package_id = $1 GROUP BY s.id, p.id ORDER BY s.position, s.id`;

/** Of one version; null: of the package whole. */
type OfVersion = { versionId: string | null };
type Picks = { wins: number; losses: number; ties: number };
type Suggestion = { id: string; title: string | null; used: number; liked: number; wentOn: number };
type Named = { id: string; scope: string; name: string; format: PackageFormat; visibility: string };

const NOBODY = { people: 0, returned: 0, newPeople: 0 };
const NO_PICKS = { wins: 0, losses: 0, ties: 0 };

/** The counts of a version, or of the package whole (null). */
function countsOf<Counts>(
  lines: readonly (OfVersion & Counts)[],
  id: string | null,
  none: Counts,
): Omit<Counts, "versionId"> {
  const { versionId: _, ...counts } = lines.find(({ versionId }) => versionId === id) ?? { versionId: id, ...none };
  return counts;
}

/**
 * All that an author may know of a package's use in a period: counts, never what somebody wrote. `readerId` is who reads
 * them; without one they are read as by nobody in particular.
 */
export async function getPackageFigures(packageId: string, period: Period, readerId: string | null = null) {
  const dated = [packageId, period.from, period.to];
  const [[named], lines, people, picks, installs, [shared], suggestedInputs, votes] = await Promise.all([
    query<Named>(PACKAGE, [packageId]),
    query<PackageLine>(LINES, dated),
    query<OfVersion & People & { newPeople: number }>(PEOPLE, dated),
    query<OfVersion & Picks>(PICKS, dated),
    query<InstallLine>(INSTALLS, dated),
    query<{ shares: number; views: number }>(SHARES, dated),
    query<Suggestion>(SUGGESTIONS, [packageId, readerId]),
    countVotes(packageId),
  ]);
  if (named === undefined) throw new AppError("not_found");
  const { id, ...words } = named;
  const { byVersion, ...figures } = shapePackage(period, lines, installs);
  const { newPeople, ...whole } = countsOf(people, null, NOBODY);
  return {
    ...period,
    packageId: id,
    ...words,
    ...figures,
    ...withRepeatRate(whole),
    newPeople,
    againstNoPrompt: countsOf(picks, null, NO_PICKS),
    ...(shared ?? { shares: 0, views: 0 }),
    suggestedInputs,
    votes,
    byVersion: byVersion.map(({ versionId, ...line }) => ({
      ...line,
      ...withRepeatRate(countsOf(people, versionId, NOBODY)),
      againstNoPrompt: countsOf(picks, versionId, NO_PICKS),
    })),
  };
}

export type PackageFigures = Awaited<ReturnType<typeof getPackageFigures>>;
