"use client";

import { Command } from "cmdk";
import { type ReactNode, useEffect, useState } from "react";
import type { PackageSummary } from "@/lib/packages/package";
import { PackageOption } from "./package-option";
import { usePackageSearch } from "./use-package-search";

type PackageListBoxProps = {
  onChoose: (item: PackageSummary) => void;
  placeholder: string;
  /** More rows, shown while nothing is typed. */
  children?: ReactNode;
};

export const OPTION_STYLE =
  "finger flex cursor-pointer items-center gap-3 rounded-control px-2 py-1.5 data-[selected=true]:bg-sunken";

/** Search as you type over packages, by keyboard or pointer. */
export function PackageListBox({ onChoose, placeholder, children }: PackageListBoxProps) {
  const [words, setWords] = useState("");
  const { items, state } = usePackageSearch(words);
  const [selected, setSelected] = useState("");
  // Without this the row that came first stays selected, or none does, when the packages arrive.
  useEffect(() => setSelected(items[0]?.id ?? ""), [items]);
  return (
    <Command
      shouldFilter={false}
      loop
      label="Packages"
      value={selected}
      onValueChange={setSelected}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        autoFocus
        value={words}
        onValueChange={setWords}
        placeholder={placeholder}
        className="h-11 shrink-0 border-b bg-transparent px-3.5 text-14 outline-none"
      />
      <Command.List className="quiet-scroll max-h-96 overflow-y-auto p-1.5">
        {state !== "searching" && items.length === 0 && (
          <Command.Empty className="px-2 py-6 text-13 text-soft">
            {state === "failed"
              ? "The search did not answer. Type on to try again."
              : `No package fits "${words.trim()}". Try a shorter word.`}
          </Command.Empty>
        )}
        {state === "searching" && items.length === 0 && (
          <Command.Loading className="px-2 py-6 text-13 text-faint">Searching</Command.Loading>
        )}
        {items.map((item) => (
          <Command.Item key={item.id} value={item.id} onSelect={() => onChoose(item)} className={OPTION_STYLE}>
            <PackageOption item={item} />
          </Command.Item>
        ))}
        {words.trim() === "" && children}
      </Command.List>
    </Command>
  );
}
