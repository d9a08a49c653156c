"use client";

import { Command } from "cmdk";
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useState } from "react";
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
  const [first] = items;
  useEffect(() => setSelected(first?.id ?? ""), [first]);

  /** Was Enter pressed before the packages for these words were there? */
  const [hurried, setHurried] = useState(false);
  const isAwaited = hurried && state === "done";
  const chooseFirst = useEffectEvent(() => first !== undefined && onChoose(first));
  useEffect(() => {
    if (!isAwaited) return;
    setHurried(false);
    chooseFirst();
  }, [isAwaited]);

  // What stands first then is what fits the words before; a row that was gone to is meant.
  const onKeyDown = (event: KeyboardEvent) => {
    const isMeant = selected !== "" && selected !== first?.id;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || isMeant) return;
    if (state !== "searching" || words.trim() === "") return;
    event.preventDefault();
    setHurried(true);
  };
  return (
    <Command
      shouldFilter={false}
      loop
      label="Packages"
      value={selected}
      onValueChange={setSelected}
      onKeyDown={onKeyDown}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        autoFocus
        value={words}
        onValueChange={(next) => {
          setWords(next);
          setHurried(false);
        }}
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
