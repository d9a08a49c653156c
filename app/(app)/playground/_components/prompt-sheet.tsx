"use client";

import { formatCount } from "@/components/format";
import { MarkdownDocument } from "@/components/markdown/markdown-document";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import type { PackageDetail } from "@/lib/packages/package";
import { chosenFiles, commonFolder, promptTokens, toggleFile } from "./chosen-files";

type PromptSheetProps = {
  item: PackageDetail;
  files: readonly string[] | null;
  onFiles: (files: readonly string[] | null) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function FileChoices({ item, files, onFiles }: Pick<PromptSheetProps, "item" | "files" | "onFiles">) {
  const chosen = new Set(chosenFiles(item, files));
  const folder = commonFolder(item.files.map(({ path }) => path));
  return (
    <fieldset className="border-b px-4 py-3">
      <legend className="sr-only">Files that are sent</legend>
      <p aria-hidden className="mb-1 text-12 text-faint">
        Files that are sent. The others are named to the model without their text.
      </p>
      {item.files.map((file) => (
        <label
          key={file.path}
          className="finger -mx-2 flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-2 text-13 hover:bg-sunken"
        >
          <input
            type="checkbox"
            checked={chosen.has(file.path)}
            onChange={() => onFiles(toggleFile(item, files, file.path))}
            className="size-3.5 accent-ink"
          />
          <span className="min-w-0 flex-1 truncate font-mono text-12" title={file.path}>
            {file.path.slice(folder.length)}
          </span>
          <span className="figures text-12 text-faint">{formatCount(file.tokens)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What the model is told, word for word, and for a package of several files which of them. */
export function PromptSheet({ item, files, onFiles, open, onOpenChange }: PromptSheetProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      place="sheet"
      title={`${item.scope}/${item.name} ${item.version}`}
      description={`${formatCount(promptTokens(item, files))} tokens go to the model before your input.`}
    >
      {item.subtype === "skill" && item.files.length > 1 && <FileChoices item={item} files={files} onFiles={onFiles} />}
      <div className="px-4 py-4">
        <div className="mb-3 flex min-h-7 items-center justify-between gap-4 text-12 text-faint">
          {files === null ? "Word for word" : "The usual text, without your choice of files"}
          <CopyButton text={item.prompt} />
        </div>
        <MarkdownDocument text={item.prompt} below={2} />
      </div>
    </Dialog>
  );
}
