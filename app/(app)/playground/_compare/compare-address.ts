import { DEFAULT_MODEL, MODEL_NAMES, type ModelName } from "@/lib/models/models";
import { LANES_MAX } from "@/lib/runs/comparison-limits";
import type { Lane } from "./lane";

/** A lane as an address names it: a package by its id, or by scope and name, and the version that is wanted. */
export type AskedLane = { of: AskedPackage | "none" | { draftId: string }; model: ModelName | null };
type AskedPackage = { named: string; version: string | null };

const DRAFT = "prompt:";

function readLane(text: string): AskedLane {
  const [what = "", model] = text.split("~");
  const known = MODEL_NAMES.find((name) => name === model) ?? null;
  if (what === "none" || what === "") return { of: "none", model: known };
  if (what.startsWith(DRAFT)) return { of: { draftId: what.slice(DRAFT.length) }, model: known };
  const at = what.indexOf("@");
  const named = at < 0 ? what : what.slice(0, at);
  return { of: { named, version: at < 0 ? null : what.slice(at + 1) }, model: known };
}

/**
 * The lanes that `?compare=` asks for, with `?package=` before them: `prpm/plain-english@1.0.0~opus,none` is a package
 * in one version on one model beside no prompt. Whatever was meant with no lane beside it is compared with no prompt.
 */
export function readCompare(compare: string, packageAsked: string | undefined): AskedLane[] {
  const lanes = compare.split(",", LANES_MAX).map((part) => readLane(part.trim()));
  const all = packageAsked === undefined ? lanes : [readLane(packageAsked), ...lanes];
  if (all.length < 2) all.push({ of: "none", model: null });
  return all.slice(0, LANES_MAX);
}

function writeLane({ prompt, model }: Lane): string | null {
  const on = model === DEFAULT_MODEL ? "" : `~${model}`;
  if (prompt.kind === "package") return `${prompt.item.id}@${prompt.item.version}${on}`;
  if (prompt.kind === "baseline") return `none${on}`;
  return prompt.kind === "custom" && prompt.draftId !== null ? `${DRAFT}${prompt.draftId}${on}` : null;
}

/** The lanes for an address, packages by their ids: a name may stand for one in each format. A prompt that only this page knows has none; no prompt stands in its place. */
export function writeCompare(lanes: readonly Lane[]): string {
  return lanes.map((lane) => writeLane(lane) ?? "none").join(",");
}
