import { type ReactNode, Suspense } from "react";
import { Part, type PartProps } from "@/components/insights/part";
import { FaultBoundary } from "./fault-boundary";

type LaterProps = {
  /** What it will take about, in pixels: it is kept free until the figures are there. */
  room: number;
  children: ReactNode;
};

/** A part of the operator's figures. It comes when its own figures are counted, and neither holds up nor breaks another. */
export function CountedPart({ room, children, ...part }: PartProps & LaterProps) {
  return (
    <Part {...part}>
      <Later room={room}>{children}</Later>
    </Part>
  );
}

/** Figures that are still being counted, with their place kept free. */
export function Later({ room, children }: LaterProps) {
  const waiting = (
    <p style={{ minHeight: room }} className="text-13 text-faint">
      <span className="noscript:hidden">Counting</span>
      <noscript>These figures are counted while the page is already there, which takes JavaScript.</noscript>
    </p>
  );
  return (
    <FaultBoundary>
      <Suspense fallback={waiting}>{children}</Suspense>
    </FaultBoundary>
  );
}
