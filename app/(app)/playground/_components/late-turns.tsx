"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { usePrepared } from "@/components/ui/use-prepared";
import type { TurnsProps } from "./turns";

const load = () => import("./turns");
const Turns = dynamic(() => arriving(load).then((module) => module.Turns));

/** The turns of a thread; a page without one does without what draws them until it is alive. */
export function LateTurns(props: TurnsProps) {
  usePrepared(load);
  return props.play.runs.state.turns.length === 0 ? null : <Turns {...props} />;
}
