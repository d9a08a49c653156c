"use client";

import clsx from "clsx";
import { ChevronsUpDown, FileText, History } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { formatCount, formatWeight } from "@/components/format";
import { FormatMark } from "@/components/packages/format-mark";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { PackageDetail, PackageSummary } from "@/lib/packages/package";
import type { OwnPrompt } from "@/lib/prompts/prompt";
import { promptTokens } from "./chosen-files";
import { OwnPromptButton } from "./own-prompt-button";

const PackagePicker = dynamic(() => arriving(() => import("./package-picker")).then((module) => module.PackagePicker));
const PromptSheet = dynamic(() => arriving(() => import("./prompt-sheet")).then((module) => module.PromptSheet));

type PackageBarProps = {
  item: PackageDetail | null;
  own: OwnPrompt | null;
  /** Opens the reader's prompts, or the one that is chosen. */
  onWrite: (opener: HTMLElement | null) => void;
  onEdit: (own: OwnPrompt, opener: HTMLElement | null) => void;
  files: readonly string[] | null;
  onFiles: (files: readonly string[] | null) => void;
  onPick: (item: PackageSummary) => void;
  onSessions: (() => void) | null;
  children: ReactNode;
};

/** What is chosen in a word, and how the button is called that chooses another. */
function chosenWords(item: PackageDetail | null, own: OwnPrompt | null) {
  if (item !== null) return { name: item.name, label: `Package: ${item.scope}/${item.name}. Choose another` };
  if (own === null) return { name: "Choose a package", label: "Choose a package" };
  if (own.title === "") return { name: "Your own prompt", label: "Your own prompt. Choose another" };
  return { name: own.title, label: `Your prompt: ${own.title}. Choose another` };
}

/** What is being tried: the package or prompt, its weight, its text, and at the right the model. */
export function PackageBar(props: PackageBarProps) {
  const { item, own, onWrite, onEdit, files, onFiles, onPick, onSessions, children } = props;
  const picker = useDisclosure();
  const sheet = useDisclosure();
  const tokens = item === null ? 0 : promptTokens(item, files);
  const words = chosenWords(item, own);
  const isChosen = item !== null || own !== null;
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 border-b px-3 sm:px-4">
      {onSessions !== null && (
        <IconButton label="Sessions" onClick={onSessions} className="-ml-1 lg:hidden">
          <History size={16} aria-hidden />
        </IconButton>
      )}
      <h1 className="sr-only">Playground{isChosen ? `: ${words.name}` : ""}</h1>
      <button
        type="button"
        {...picker.button}
        aria-label={words.label}
        className="finger flex h-8 min-w-0 items-center gap-2.5 rounded-control px-2 text-14 transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
      >
        {item !== null && <FormatMark format={item.format} className="max-sm:hidden" />}
        {item === null && own !== null && own.title !== "" && (
          <span className="shrink-0 text-soft max-md:hidden">Your prompt:</span>
        )}
        <span className={clsx("truncate", isChosen && "font-strong")}>{words.name}</span>
        {item !== null && <span className="figures text-12 text-faint max-md:hidden">v{item.version}</span>}
        <ChevronsUpDown size={14} aria-hidden className="shrink-0 text-faint" />
      </button>
      {item !== null && (
        <Button
          look="quiet"
          {...sheet.button}
          aria-label={`View the prompt, ${formatCount(tokens)} tokens`}
          className="max-sm:px-2"
        >
          <FileText size={14} aria-hidden />
          <span className="max-md:hidden">View prompt</span>
          <span className="figures text-12 text-faint max-sm:hidden" title={`${formatCount(tokens)} tokens`}>
            {formatWeight(tokens)}
          </span>
        </Button>
      )}
      {item === null && own !== null && <OwnPromptButton own={own} onEdit={(opener) => onEdit(own, opener)} />}
      <span className="flex-1" />
      {children}
      {picker.used && (
        <PackagePicker
          anchor={picker.anchor}
          id={picker.id}
          open={picker.open}
          onOpenChange={picker.setOpen}
          onPick={onPick}
          onWrite={() => onWrite(picker.anchor.current)}
        />
      )}
      {sheet.used && item !== null && (
        <PromptSheet item={item} files={files} onFiles={onFiles} open={sheet.open} onOpenChange={sheet.setOpen} />
      )}
    </div>
  );
}
