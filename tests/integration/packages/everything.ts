import { query } from "@/lib/db/pool.server";

/** Every row a publication can touch, to see that nothing changed. */
export async function everything(): Promise<unknown[]> {
  return await query(`SELECT (SELECT json_agg(p ORDER BY id) FROM packages p) AS packages,
    (SELECT json_agg(v ORDER BY id) FROM package_versions v) AS versions,
    (SELECT json_agg(f ORDER BY package_version_id, path) FROM package_files f) AS files,
    (SELECT json_agg(i ORDER BY id) FROM suggested_inputs i) AS inputs,
    (SELECT json_agg(s ORDER BY name) FROM scopes s) AS scopes`);
}
