import { FormatMark } from "@/components/packages/format-mark";
import { packageHref } from "@/components/packages/package-words";
import { MODELS } from "@/lib/models/models";
import { FORMATS, type PackageFormat } from "@/lib/packages/package";
import type { SharedPrompt, SharedRun } from "@/lib/sessions/shared-session";

const isKnown = (format: string): format is PackageFormat => FORMATS.some((known) => known === format);

/** What a shared prompt is called where there is room for words alone. */
export function promptName(prompt: SharedPrompt): string {
  switch (prompt.kind) {
    case "package":
      return `${prompt.scope}/${prompt.name} v${prompt.version}`;
    case "private_package":
      return "A private package";
    case "custom":
      return "A prompt of its author's own";
    case "none":
      return "No package";
  }
}

/** What a shared prompt is called; a package leads to its page. */
function PromptWords({ prompt, target }: { prompt: SharedPrompt; target: "_blank" | undefined }) {
  if (prompt.kind !== "package") return <span>{promptName(prompt)}</span>;
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      {isKnown(prompt.format) && <FormatMark format={prompt.format} />}
      <a
        href={packageHref(prompt)}
        className="link min-w-0 text-ink [overflow-wrap:anywhere]"
        {...(target !== undefined && { target, rel: "noopener" })}
      >
        {prompt.scope}/{prompt.name}
      </a>
      <span className="figures text-12">v{prompt.version}</span>
    </span>
  );
}

/** With what a shared answer was asked, and on which model; two pieces, for a line that gives them room. */
export function MadeWith({ run, target }: { run: Pick<SharedRun, "prompt" | "model">; target?: "_blank" }) {
  return (
    <>
      <PromptWords prompt={run.prompt} target={target} />
      <span>{MODELS[run.model].label}</span>
    </>
  );
}
