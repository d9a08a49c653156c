/** A path with what is known of its query. */
export function hrefWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const known = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const parameters = new URLSearchParams(known).toString();
  return parameters === "" ? path : `${path}?${parameters}`;
}
