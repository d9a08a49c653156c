/**
 * The one rule of who may see a package, as an SQL condition: public, or of an organisation one belongs to, or owned where
 * it has none.
 * `table` is the alias of `packages`, `viewer` an SQL expression of the viewer's id (null for nobody); neither may
 * come from a request.
 */
export function visiblePackage(table: string, viewer: string): string {
  return `package_visible(${table}, ${viewer})`;
}
