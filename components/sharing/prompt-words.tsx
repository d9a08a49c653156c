import { FormatMark } from "@/components/packages/format-mark";
import { packageHref } from "@/components/packages/package-words";
import { FORMATS, type PackageFormat } from "@/lib/packages/package";
import type { SharedPrompt } from "@/lib/sessions/shared-session";

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

/** With what a shared answer was asked; a package leads to its page. */
export function PromptWords({ prompt, target }: { prompt: SharedPrompt; target?: "_blank" }) {
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

/** The text of a prompt of its author's own, where they shared it. */
export function CustomPrompt({ prompt }: { prompt: SharedPrompt }) {
  if (prompt.kind !== "custom") return null;
  if (prompt.text === null) return <p className="mb-4 text-13 text-faint">Its author did not share the prompt.</p>;
  return (
    <details className="mb-4">
      <summary className="link finger inline-flex items-center text-13 text-soft">The prompt</summary>
      <pre className="mt-2 whitespace-pre-wrap border-line border-l-2 pl-4 font-mono text-12 leading-5 text-soft [overflow-wrap:anywhere]">
        {prompt.text}
      </pre>
    </details>
  );
}
