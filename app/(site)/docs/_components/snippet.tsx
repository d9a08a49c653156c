import { scrollRegion } from "@/components/markdown/scroll-region";
import { CopyButton } from "@/components/ui/copy-button";

/** A command to copy. */
export function Snippet({ label, text }: { label: string; text: string }) {
  return (
    <figure className="my-4 overflow-hidden rounded-panel border bg-sunken">
      <figcaption className="flex h-8 items-center justify-between border-b pr-1 pl-3 text-12 text-soft">
        {label}
        <CopyButton text={text} className="pointer-coarse:min-h-8" />
      </figcaption>
      <pre {...scrollRegion(label)} className="quiet-scroll overflow-x-auto px-3 py-2.5 font-mono text-12 leading-5">
        {text}
      </pre>
    </figure>
  );
}
