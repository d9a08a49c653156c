import { type ReactNode, Suspense } from "react";
import { FaultBoundary } from "./fault-boundary";

type PartProps = {
  id: string;
  title: string;
  lead?: ReactNode;
  /** What it will take about, in pixels: it is kept free until the figures are there. */
  room: number;
  children: ReactNode;
};

/** A part of the operator's figures. It comes when its own figures are counted, and neither holds up nor breaks another. */
export function Part({ id, title, lead, room, children }: PartProps) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="scroll-mt-16 text-16 font-strong">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-1 max-w-[72ch] text-13 text-soft">{lead}</p>}
      <div className="mt-2">
        <Later room={room}>{children}</Later>
      </div>
    </section>
  );
}

/** Figures that are still being counted, with their place kept free. */
export function Later({ room, children }: { room: number; children: ReactNode }) {
  const waiting = (
    <p style={{ minHeight: room }} className="text-13 text-faint">
      Counting
    </p>
  );
  return (
    <FaultBoundary>
      <Suspense fallback={waiting}>{children}</Suspense>
    </FaultBoundary>
  );
}
