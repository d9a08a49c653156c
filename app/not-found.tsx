import type { Metadata } from "next";
import { NothingHere } from "./_components/nothing-here";
import { Shell } from "./_components/shell";

export const metadata: Metadata = { title: "Not found" };

/** For addresses outside every group, which no layout surrounds yet. */
export default function NotFound() {
  return (
    <Shell>
      <NothingHere />
    </Shell>
  );
}
