import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of one migration. */
export type MigrationSql = { folder: string; text: string };

/** Every migration of a folder, in the order in which they apply. */
export function readSql(migrations: string): MigrationSql[] {
  return readdirSync(migrations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ folder: name, text: readFileSync(join(migrations, name, "migration.sql"), "utf8") }));
}

const DEFINITION = /CREATE (?:OR REPLACE )?FUNCTION (\w+)\([\s\S]*?\$\$[\s\S]*?\$\$;|DROP FUNCTION (\w+)\(/g;

/** Functions that a later migration replaced or dropped are blanked out, so that offsets stay. */
function withoutReplaced(sql: readonly MigrationSql[]): MigrationSql[] {
  const definitions = sql.flatMap(({ text }, index) =>
    [...text.matchAll(DEFINITION)].map((match) => ({ index, name: match[1] ?? match[2], match })),
  );
  return sql.map(({ folder, text }, index) => {
    let effective = text;
    for (const [place, { name, match, ...at }] of definitions.entries()) {
      if (at.index !== index || !definitions.slice(place + 1).some((later) => later.name === name)) continue;
      effective =
        effective.slice(0, match.index) + " ".repeat(match[0].length) + effective.slice(match.index + match[0].length);
    }
    return { folder, text: effective };
  });
}

/**
 * The one migration in which a text that is still in force is replaced. A text that is not there, or in several
 * places, is a mistake.
 */
export function replaceInForce(sql: readonly MigrationSql[], find: string, replace: string): MigrationSql {
  const places = withoutReplaced(sql).flatMap(({ folder, text }, index) =>
    [...text.matchAll(new RegExp(escapePattern(find), "g"))].map((match) => ({ folder, index, at: match.index })),
  );
  const [place] = places;
  const text = place && sql[place.index]?.text;
  if (place === undefined || text === undefined || places.length > 1) {
    throw new Error(`is in force in ${places.length} places, not in one: ${find}`);
  }
  return { folder: place.folder, text: text.slice(0, place.at) + replace + text.slice(place.at + find.length) };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
