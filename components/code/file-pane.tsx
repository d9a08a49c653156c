"use client";

import { Download, Hash, Play, WrapText } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { formatBytes, formatCount } from "@/components/format";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import type { ComparedFile } from "@/lib/code-files/compare-files";
import type { CodeFile } from "@/lib/code-files/files-of";
import type { PreviewJob } from "@/lib/code-files/preview-job";
import { previewKind } from "@/lib/code-files/preview-kind";
import { FileText } from "./file-text";
import { saveFile } from "./save-files";
import { useViewChoices } from "./view-choices";

const PreviewPane = dynamic(() => arriving(() => import("./preview-pane")).then((module) => module.PreviewPane));
const FileChanges = dynamic(() => arriving(() => import("./file-changes")).then((module) => module.FileChanges));

type View = { kind: "code" } | { kind: "changes" } | { kind: "preview"; job: PreviewJob };

type FilePaneProps = {
  file: ComparedFile;
  files: readonly CodeFile[];
  finished: boolean;
  /** Is there an earlier answer with files? */
  isCompared: boolean;
};

function sizeInWords(text: string): string {
  const lines = text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  return `${formatCount(lines)} ${lines === 1 ? "line" : "lines"}, ${formatBytes(new Blob([text]).size)}`;
}

/** One file: its code, what changed in it, and a preview, with what can be done with it. */
export function FilePane({ file, files, finished, isCompared }: FilePaneProps) {
  const { path, mark, after } = file;
  const text = after ?? file.before ?? "";
  const kind = after === null ? null : previewKind(path);
  const [view, setView] = useState<View>({ kind: mark === "changed" || mark === "removed" ? "changes" : "code" });
  const preview = () => {
    if (kind === null) return;
    const isDark = getComputedStyle(document.documentElement).colorScheme.startsWith("dark");
    setView({ kind: "preview", job: { kind, entry: path, files, isDark } });
  };
  const size = useMemo(() => sizeInWords(text), [text]);
  const hasChanges = isCompared && mark !== "same" && mark !== "added";
  return (
    <section aria-label={path} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex min-h-10 flex-wrap items-center gap-1 border-b px-2 py-1">
        <div className="flex items-center">
          <ViewButton current={view.kind} kind="code" onClick={() => setView({ kind: "code" })}>
            Code
          </ViewButton>
          {hasChanges && (
            <ViewButton current={view.kind} kind="changes" onClick={() => setView({ kind: "changes" })}>
              Changes
            </ViewButton>
          )}
          {kind !== null && (
            <ViewButton current={view.kind} kind="preview" onClick={preview}>
              <Play size={12} aria-hidden />
              Preview
            </ViewButton>
          )}
        </div>
        <span className="figures px-2 text-12 text-faint max-sm:hidden">{size}</span>
        <div className="ml-auto flex items-center">
          {view.kind === "code" && <CodeSwitches />}
          <CopyButton text={text} />
          <Button look="quiet" size="small" aria-label={`Download ${path}`} onClick={() => saveFile({ path, text })}>
            <Download size={13} aria-hidden />
            <span className="max-sm:hidden">Download</span>
          </Button>
        </div>
      </div>
      {!finished && (
        <p className="border-b bg-notice px-4 py-1.5 text-13">The answer ends in the middle of this file.</p>
      )}
      {view.kind === "code" && <FileText path={path} text={text} />}
      {view.kind === "changes" && <FileChanges {...file} />}
      {view.kind === "preview" && <PreviewPane job={view.job} />}
    </section>
  );
}

type ViewButtonProps = { current: View["kind"]; kind: View["kind"]; onClick: () => void; children: React.ReactNode };

function ViewButton({ current, kind, onClick, children }: ViewButtonProps) {
  return (
    <Button
      look="quiet"
      size="small"
      aria-pressed={current === kind}
      onClick={onClick}
      className="aria-pressed:bg-sunken aria-pressed:text-ink"
    >
      {children}
    </Button>
  );
}

function CodeSwitches() {
  const [{ wrap, numbers }, change] = useViewChoices();
  return (
    <>
      <IconButton
        label="Line numbers"
        aria-pressed={numbers}
        onClick={() => change({ numbers: !numbers })}
        className="size-7 aria-pressed:bg-sunken aria-pressed:text-ink"
      >
        <Hash size={14} aria-hidden />
      </IconButton>
      <IconButton
        label="Wrap lines"
        aria-pressed={wrap}
        onClick={() => change({ wrap: !wrap })}
        className="size-7 aria-pressed:bg-sunken aria-pressed:text-ink"
      >
        <WrapText size={14} aria-hidden />
      </IconButton>
    </>
  );
}
