import { MODELS, type ModelName } from "@/lib/models/models";
import type { PackageDetail } from "@/lib/packages/package";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import type { RunRequest } from "@/lib/runs/run-request";
import type { PackageRef, TurnRun } from "@/lib/sessions/session";
import { ownOfHash } from "./own-prompts";

/**
 * Where a turn's system prompt came from. The hash tells one prompt of somebody's own from another; its text is there
 * where it was written or chosen on this page.
 */
export type TurnPrompt =
  | { kind: "package"; ref: PackageRef }
  | { kind: "custom"; hash: string | null; text?: string }
  | { kind: "baseline" };

/** What a turn is made with. */
export type Maker = { prompt: TurnPrompt; model: ModelName };

const BASELINE: TurnPrompt = { kind: "baseline" };

/** The prompt that a run was made with. */
export function promptOfRun({
  packageRef,
  hasCustomPrompt,
  promptHash,
}: Pick<TurnRun, "packageRef" | "hasCustomPrompt" | "promptHash">): TurnPrompt {
  if (packageRef !== null) return { kind: "package", ref: packageRef };
  return hasCustomPrompt ? { kind: "custom", hash: promptHash } : BASELINE;
}

/** The prompt that a package is, in the version that is shown. */
export function promptOfPackage({ id, scope, name, format, version }: PackageDetail): TurnPrompt {
  return { kind: "package", ref: { id, scope, name, format, version } };
}

/** The prompt that somebody has written. */
export function promptOfOwn({ hash, text }: OwnPrompt): TurnPrompt {
  return { kind: "custom", hash, text };
}

function textOf(prompt: Extract<TurnPrompt, { kind: "custom" }>): string | undefined {
  return prompt.text ?? ownOfHash(prompt.hash)?.text;
}

/**
 * The part of a run's body that names what it is made with. A custom prompt whose text is not known here is not named:
 * the server goes on with the session's.
 */
export function makerFields({ prompt, model }: Maker): Partial<RunRequest> {
  if (prompt.kind === "package") return { packageId: prompt.ref.id, packageVersion: prompt.ref.version, model };
  if (prompt.kind === "baseline") return { baseline: true, model };
  const text = textOf(prompt);
  return text === undefined ? { model } : { customPrompt: text, model };
}

/** The prompt that a body names, out of those on screen. */
export function promptOfBody(body: RunRequest, known: readonly TurnPrompt[]): TurnPrompt {
  const { packageId, packageVersion } = body;
  const named = known.find(
    (prompt) => prompt.kind === "package" && prompt.ref.id === packageId && prompt.ref.version === packageVersion,
  );
  if (body.baseline === true) return BASELINE;
  const own = known.filter((prompt) => prompt.kind === "custom");
  return named ?? own.find((prompt) => textOf(prompt) === body.customPrompt) ?? own[0] ?? BASELINE;
}

function samePrompt(a: TurnPrompt, b: TurnPrompt): boolean {
  if (a.kind === "package") return b.kind === "package" && a.ref.id === b.ref.id && a.ref.version === b.ref.version;
  return a.kind === b.kind && (a.kind === "baseline" || b.kind === "baseline" || a.hash === b.hash);
}

/** A prompt in words: a package with its version, else what there is instead. */
export function promptWords(prompt: TurnPrompt): string {
  if (prompt.kind === "package") return `${prompt.ref.scope}/${prompt.ref.name} v${prompt.ref.version}`;
  return prompt.kind === "custom" ? "your own prompt" : "no package";
}

/** "prpm/plain-english v1.0.0, Sonnet 5.5". */
export function makerWords({ prompt, model }: Maker): string {
  return `${promptWords(prompt)}, ${MODELS[model].label}`;
}

export type Change = { from: string; to: string };

/** What differs between two turns' making, in words; empty when nothing does. */
export function changesBetween(before: Maker, after: Maker): readonly Change[] {
  const changes: Change[] = [];
  if (!samePrompt(before.prompt, after.prompt)) {
    const isOther = before.prompt.kind === "custom" && after.prompt.kind === "custom";
    changes.push({
      from: promptWords(before.prompt),
      to: isOther ? "another prompt of your own" : promptWords(after.prompt),
    });
  }
  if (before.model !== after.model) changes.push({ from: MODELS[before.model].label, to: MODELS[after.model].label });
  return changes;
}
