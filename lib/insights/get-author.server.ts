import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Day } from "@/lib/insights/day";
import { type People, withRepeatRate } from "@/lib/insights/package-figures";
import { everyDay, type Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";
import type { PackageFormat } from "@/lib/packages/package";

// Few packages: they are looked up first, and each one's figures by its id.
const MINE = `WITH mine AS MATERIALIZED (
  SELECT id, scope, name, format, visibility, organization_id FROM packages WHERE owner_id = $1 AND organization_id IS NULL
  UNION SELECT p.id, p.scope, p.name, p.format, p.visibility, p.organization_id FROM organization_members m
    JOIN packages p ON p.organization_id = m.organization_id WHERE m.user_id = $1)`;

const PACKAGES = `${MINE}
SELECT p.id AS "packageId", p.scope, p.name, p.format, p.visibility, o.name AS organization, r.*, w.*, h.*, k.*, i.*
FROM mine p LEFT JOIN organizations o ON o.id = p.organization_id
CROSS JOIN LATERAL (SELECT coalesce(sum(runs) FILTER (WHERE role = 'others'), 0)::int AS runs,
  coalesce(sum(succeeded) FILTER (WHERE role = 'others'), 0)::int AS succeeded,
  coalesce(sum(credits) FILTER (WHERE role = 'others'), 0)::int AS credits,
  coalesce(sum(runs) FILTER (WHERE role = 'managers'), 0)::int AS "managersRuns",
  coalesce(sum(runs) FILTER (WHERE role = 'baseline'), 0)::int AS "baselineRuns"
  FROM package_days d WHERE d.package_id = p.id AND d.day BETWEEN $2 AND $3) AS r
CROSS JOIN LATERAL (SELECT coalesce(sum(people), 0)::int AS people, coalesce(sum(returned), 0)::int AS returned
  FROM package_people w WHERE w.package_id = p.id AND w.package_version_id IS NULL) AS w
CROSS JOIN LATERAL (SELECT count(*)::int AS shares, coalesce(sum(views), 0)::int AS views FROM playground_shares h
  WHERE h.package_id = p.id AND h.created_at >= day_start($2) AND h.created_at < day_start($3::date + 1)) AS h
CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE result = 'win')::int AS wins,
  count(*) FILTER (WHERE result = 'loss')::int AS losses, count(*) FILTER (WHERE result = 'tie')::int AS ties
  FROM package_picks k WHERE k.package_id = p.id AND k.package_version_id IS NULL AND k.day BETWEEN $2 AND $3) AS k
CROSS JOIN LATERAL (SELECT coalesce(sum(installs), 0)::int AS installs FROM package_install_days i
  WHERE i.package_id = p.id AND i.day BETWEEN $2 AND $3) AS i
ORDER BY r.runs DESC, p.scope, p.name, p.format`;

const DAYS = `${MINE} SELECT d.day::text, sum(d.runs)::int AS runs FROM mine
CROSS JOIN LATERAL (SELECT day, sum(runs) AS runs FROM package_days
  WHERE package_id = mine.id AND day BETWEEN $2 AND $3 AND role = 'others' GROUP BY day) AS d GROUP BY d.day`;

type Row = People & {
  packageId: string;
  scope: string;
  name: string;
  format: PackageFormat;
  visibility: string;
  /** Its organisation's name; null where it has none. */
  organization: string | null;
  runs: number;
  succeeded: number;
  credits: number;
  managersRuns: number;
  baselineRuns: number;
  shares: number;
  views: number;
  wins: number;
  losses: number;
  ties: number;
  installs: number;
};

function shape({ people, returned, wins, losses, ties, ...row }: Row) {
  return {
    ...row,
    successRate: rate(row.succeeded, row.runs),
    ...withRepeatRate({ people, returned }),
    againstNoPrompt: { wins, losses, ties },
  };
}

/** One package in such a list. */
export type AuthorPackage = ReturnType<typeof shape>;

/** How the packages of one's own and of one's organisations were used in a period, those with most runs first. */
export async function getAuthor(userId: string, period: Period) {
  const asked = [userId, period.from, period.to];
  const [packages, days] = await Promise.all([
    query<Row>(PACKAGES, asked),
    query<{ day: Day; runs: number }>(DAYS, asked),
  ]);
  const runs = packages.reduce((sum, row) => sum + row.runs, 0);
  return { ...period, runs, byDay: everyDay(period, days, { runs: 0 }), packages: packages.map(shape) };
}
