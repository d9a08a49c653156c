import type { ColouredLine } from "./highlight";
import { keyed } from "./keyed";

/** A line of code in its colours. */
export function ColouredWords({ line }: { line: ColouredLine }) {
  return keyed(line).map(({ key, item }) => (
    <span key={key} style={item.color === undefined ? undefined : { color: item.color }}>
      {item.content}
    </span>
  ));
}
