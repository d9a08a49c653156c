import type { Lane } from "./lane";

/** The playground with the package of the first lane that has one. */
export function leavePath(lanes: readonly Lane[]): string {
  const item = lanes.flatMap(({ prompt }) => (prompt.kind === "package" ? [prompt.item] : []))[0];
  return item === undefined ? "/playground" : `/playground?package=${item.id}`;
}
