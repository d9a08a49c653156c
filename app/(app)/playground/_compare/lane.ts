import { DEFAULT_MODEL, MODELS, type ModelName } from "@/lib/models/models";
import type { PackageDetail } from "@/lib/packages/package";
import { LANES_MAX, LANES_MIN } from "@/lib/runs/comparison-limits";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import { promptOfPackage, promptWords, type TurnPrompt } from "../_components/maker";

export type LanePrompt =
  | { kind: "package"; item: PackageDetail }
  | { kind: "baseline" }
  | { kind: "custom"; title: string; text: string; draftId: string | null }
  /** What the thread was made with so far and this page can't name: a text of one's own, which stays with the server. */
  | { kind: "kept"; prompt: TurnPrompt };

/** One column of a comparison: what it is made with. Its key stays while it is moved. */
export type Lane = { key: string; prompt: LanePrompt; model: ModelName };

type RequestLane = ComparisonRequest["lanes"][number];

let made = 0;

/** A lane with a key that no other of this page has. */
export function newLane(prompt: LanePrompt, model: ModelName = DEFAULT_MODEL): Lane {
  made += 1;
  return { key: `lane-${made}`, prompt, model };
}

/** What a turn of this lane is made with. */
export function promptOfLane({ prompt }: Pick<Lane, "prompt">): TurnPrompt {
  if (prompt.kind === "package") return promptOfPackage(prompt.item);
  if (prompt.kind === "kept") return prompt.prompt;
  return prompt.kind === "custom" ? { kind: "custom", hash: null } : { kind: "baseline" };
}

/** "prpm/plain-english v1.0.0", "no package", or the name of one's own prompt. */
export function lanePromptWords({ prompt }: Pick<Lane, "prompt">): string {
  if (prompt.kind === "custom" && prompt.title !== "") return prompt.title;
  return promptWords(promptOfLane({ prompt }));
}

/** A lane in words: what it is made with, and its model. */
export function laneWords(lane: Lane): string {
  return `${lanePromptWords(lane)}, ${MODELS[lane.model].label}`;
}

/** The part of a comparison's body that names a lane. What is kept is not named: it goes on from its parent. */
export function laneFields({ prompt, model }: Lane): RequestLane {
  if (prompt.kind === "package") return { packageId: prompt.item.id, packageVersion: prompt.item.version, model };
  if (prompt.kind === "custom") return { customPrompt: prompt.text, model };
  return prompt.kind === "baseline" ? { baseline: true, model } : { model };
}

/** Can it be asked? Packages may be shown and not run, and what a thread keeps is not known beyond it. */
export function isRunnable({ prompt }: Pick<Lane, "prompt">, isInThread: boolean): boolean {
  if (prompt.kind === "kept") return isInThread;
  return prompt.kind !== "package" || prompt.item.runnable;
}

/** The package of the first lane that has one. */
export function firstPackage(lanes: readonly Lane[]): PackageDetail | null {
  return lanes.flatMap(({ prompt }) => (prompt.kind === "package" ? [prompt.item] : []))[0] ?? null;
}

export const canAdd = (lanes: readonly Lane[]) => lanes.length < LANES_MAX;
export const canRemove = (lanes: readonly Lane[]) => lanes.length > LANES_MIN;

/** The lanes with one of them moved by so many places. */
export function moveLane(lanes: readonly Lane[], key: string, by: number): readonly Lane[] {
  const from = lanes.findIndex((lane) => lane.key === key);
  const to = from + by;
  const moved = lanes[from];
  if (moved === undefined || to < 0 || to >= lanes.length) return lanes;
  const rest = lanes.filter((lane) => lane !== moved);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** The lanes in an order that tells nothing of what they are made with. `random`: from 0 up to 1. */
export function shuffleLanes(lanes: readonly Lane[], random: () => number = Math.random): readonly Lane[] {
  const mixed = lanes.map((lane) => ({ lane, at: random() }));
  return mixed.sort((a, b) => a.at - b.at).map(({ lane }) => lane);
}
