import { writeCompare } from "./compare-address";
import type { Lane } from "./lane";

/** A longer input is left to whoever opens the link: addresses that long are cut on their way. */
const INPUT_MAX = 1_500;

/** The path that opens a comparison as it is prepared here. */
export function preparedPath(lanes: readonly Lane[], input: string, blind: boolean): string {
  const query = new URLSearchParams({ compare: writeCompare(lanes) });
  if (input.trim() !== "" && input.length <= INPUT_MAX) query.set("input", input);
  if (blind) query.set("blind", "1");
  return `/playground?${query}`;
}
