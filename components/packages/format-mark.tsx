import clsx from "clsx";
import type { PackageFormat } from "@/lib/packages/package";
import { FORMAT_WORDS } from "./package-words";

/** Strokes on a 12-unit grid, one figure a format. */
const GLYPHS: Readonly<Record<PackageFormat, string>> = {
  claude: "M6 1v10M1 6h10M2.5 2.5l7 7M9.5 2.5l-7 7",
  cursor: "M2.5 1.5l7.5 4-3.4 1.1L5.2 10z",
  copilot: "M1.5 6.5a4.5 4 0 0 1 9 0v2h-9zM4.3 6v1M7.7 6v1",
  windsurf: "M1 4c2-2.5 3-2.5 5 0s3 2.5 5 0M1 8c2-2.5 3-2.5 5 0s3 2.5 5 0",
  continue: "M2 2.5L5.5 6 2 9.5M6.5 2.5L10 6 6.5 9.5",
  kiro: "M2.5 11V5a3.5 3.5 0 0 1 7 0v6l-1.8-1.4L6 11 4.3 9.6z",
  "agents-md": "M4.2 1.5l-1 9M8.8 1.5l-1 9M1.5 4.2h9M1.5 7.8h9",
  gemini: "M6 1c.5 3.2 1.8 4.5 5 5-3.2.5-4.5 1.8-5 5-.5-3.2-1.8-4.5-5-5 3.2-.5 4.5-1.8 5-5z",
  ruler: "M1 4h10v4H1zM3.5 4v1.8M6 4v2.4M8.5 4v1.8",
  opencode: "M4 2L1 6l3 4M8 2l3 4-3 4",
  mcp: "M4 3.2a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0zM11.2 8.8a1.6 1.6 0 1 1-3.2 0 1.6 1.6 0 0 1 3.2 0zM3.6 4.4l4.8 3.2",
  generic: "M2.5 1.5h5l2 2v7h-7zM4.3 5.5h3.4M4.3 7.7h3.4",
};

/** A format's small figure and its two letters; the name is read aloud and shown on hover. */
export function FormatMark({ format, className }: { format: PackageFormat; className?: string }) {
  const { mark, name } = FORMAT_WORDS[format];
  return (
    <span
      title={name}
      className={clsx(
        "inline-flex h-5 w-11 shrink-0 items-center justify-center gap-1 rounded-mark border border-line text-soft",
        className,
      )}
    >
      <svg
        viewBox="0 0 12 12"
        width="11"
        height="11"
        fill="none"
        stroke="currentColor"
        strokeLinejoin="round"
        aria-hidden
      >
        <path d={GLYPHS[format]} strokeLinecap="round" />
      </svg>
      <span aria-hidden className="font-mono text-12 leading-none tracking-tight">
        {mark}
      </span>
      <span className="sr-only">{name}</span>
    </span>
  );
}
