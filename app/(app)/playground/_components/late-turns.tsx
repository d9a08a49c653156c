"use client";

import dynamic from "next/dynamic";
import { Suspense } from "react";
import { arriving } from "@/components/ui/arriving";
import { usePrepared } from "@/components/ui/use-prepared";
import type { TurnsProps } from "./turns";

const load = () => import("./turns");
const Turns = dynamic(() => arriving(load).then((module) => module.Turns));

/**
 * The turns of a thread, which a page without one does without until it is alive. They come alive by themselves: what
 * stands around them does not wait. What is fetched within them has boundaries of its own, so that they stay.
 */
export function LateTurns(props: TurnsProps) {
  usePrepared(load);
  if (props.play.runs.state.turns.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <Turns {...props} />
    </Suspense>
  );
}
