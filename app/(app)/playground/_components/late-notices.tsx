"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import type { ComposerNoticesProps } from "./composer-notices";
import { knownOf } from "./use-estimate";

const ComposerNotices = dynamic(
  () => arriving(() => import("./composer-notices")).then((module) => module.ComposerNotices),
  { loading: () => null },
);

/** `ComposerNotices`, fetched once there is something to be said. */
export function LateNotices(props: ComposerNoticesProps) {
  const { gone, outage, seam, quote } = props.play;
  const isQuiet = !gone && outage === null && props.refusal === null && seam === null && knownOf(quote) === null;
  return isQuiet ? null : <ComposerNotices {...props} />;
}
