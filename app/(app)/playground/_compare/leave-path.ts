import { firstPackage, type Lane } from "./lane";

/** The playground with the package of the first lane that has one. */
export function leavePath(lanes: readonly Lane[]): string {
  const item = firstPackage(lanes);
  return item === null ? "/playground" : `/playground?package=${item.id}`;
}
