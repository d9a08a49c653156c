import { ArrowRight } from "lucide-react";
import { Fragment } from "react";
import type { Change } from "./maker";

/** What changed between two turns: each from what to what. */
export function ChangeWords({ changes }: { changes: readonly Change[] }) {
  return changes.map(({ from, to }, at) => (
    <Fragment key={from}>
      {at > 0 && ", "}
      {from} <ArrowRight size={12} aria-hidden className="inline-block align-[-0.125em]" />
      <span className="sr-only">to</span> {to}
    </Fragment>
  ));
}
