"use client";

import { FolderDown } from "lucide-react";
import { type RefObject, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { compareFiles, type FileMark } from "@/lib/code-files/compare-files";
import { type CodeFile, filesOf } from "@/lib/code-files/files-of";
import { FilePane } from "./file-pane";
import { FileTreeView } from "./file-tree-view";
import { saveZip } from "./save-files";

type CodePanelProps = {
  files: readonly CodeFile[];
  /** The answer before this one; null for the first. */
  previous: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** What has the focus afterwards. */
  returnTo: RefObject<HTMLElement | null>;
};

function countWords(count: number, mark: FileMark): string[] {
  return count === 0 ? [] : [`${count} ${mark}`];
}

/** The files of an answer as a tree with the chosen one beside it. */
export function CodePanel({ files, previous, open, onOpenChange, returnTo }: CodePanelProps) {
  const earlier = useMemo(() => (previous === null ? [] : filesOf(previous)), [previous]);
  const compared = useMemo(() => compareFiles(earlier, files), [earlier, files]);
  const isCompared = earlier.length > 0;
  const [path, setPath] = useState(files[0]?.path ?? "");
  const chosen = compared.find((file) => file.path === path) ?? compared[0];
  const count = (mark: FileMark) => compared.filter((file) => file.mark === mark).length;
  const changes = (["changed", "added", "removed"] as const).flatMap((mark) => countWords(count(mark), mark));
  const description = isCompared
    ? changes.length === 0
      ? "The same as in the answer before"
      : `Since the answer before: ${changes.join(", ")}`
    : undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={files.length === 1 ? "1 file" : `${files.length} files`}
      {...(description !== undefined && { description })}
      place="wide"
      returnTo={returnTo}
      className="flex flex-col overflow-hidden! md:flex-row"
    >
      <div className="flex shrink-0 flex-col border-b max-md:max-h-[40%] md:w-60 md:border-r md:border-b-0">
        <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto">
          <FileTreeView files={compared} chosen={chosen?.path ?? ""} isCompared={isCompared} onChoose={setPath} />
        </div>
        <div className="border-t p-2">
          <Button size="small" className="w-full" onClick={() => saveZip(files)}>
            <FolderDown size={13} aria-hidden />
            Download all as zip
          </Button>
        </div>
      </div>
      {chosen !== undefined && (
        <FilePane
          key={chosen.path}
          file={chosen}
          files={files}
          finished={files.find((file) => file.path === chosen.path)?.finished ?? true}
          isCompared={isCompared}
        />
      )}
    </Dialog>
  );
}
