import type { SharedPrompt } from "@/lib/sessions/shared-session";

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
