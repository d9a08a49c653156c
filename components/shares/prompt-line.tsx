import { packageHref } from "@/components/packages/package-words";
import { MODELS } from "@/lib/models/models";
import type { SharedRun } from "@/lib/sessions/shared-session";

type PromptLineProps = { run: Pick<SharedRun, "prompt" | "model">; className?: string };

function PromptWords({ prompt }: Pick<SharedRun, "prompt">) {
  switch (prompt.kind) {
    case "package":
      return (
        <>
          <a href={packageHref(prompt)} target="_blank" rel="noreferrer" className="link wrap-anywhere">
            {prompt.scope}/{prompt.name}
          </a>{" "}
          <span className="figures">v{prompt.version}</span>
        </>
      );
    case "private_package":
      return "A private package";
    case "custom":
      return prompt.text === null ? "A prompt that is not shown" : "A prompt of its author";
    case "none":
      return "No package";
  }
}

/** With what a shared answer was asked: package and version, and the model. */
export function PromptLine({ run, className }: PromptLineProps) {
  return (
    <p className={className ?? "text-12 text-faint"}>
      <PromptWords prompt={run.prompt} />
      {`, ${MODELS[run.model].label}`}
    </p>
  );
}
