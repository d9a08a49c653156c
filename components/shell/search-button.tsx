"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { arriving } from "@/components/ui/arriving";
import { Kbd } from "@/components/ui/kbd";
import { ModifierKey } from "@/components/ui/modifier-key";

const SearchPalette = dynamic(() => arriving(() => import("./search-palette")).then((module) => module.SearchPalette));

/** Opens the search over packages; Ctrl or Cmd with K does so from anywhere. */
export function SearchButton() {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);

  const show = () => {
    setUsed(true);
    setOpen(true);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setUsed(true);
      setOpen((shown) => !shown);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-label="Search packages"
        aria-haspopup="dialog"
        onClick={show}
        className="finger flex h-8 items-center gap-2 rounded-control text-13 text-soft hover:text-ink max-lg:w-8 max-lg:justify-center lg:w-56 lg:border lg:bg-raised lg:px-2.5 lg:hover:border-line"
      >
        <Search size={15} aria-hidden />
        <span className="flex-1 text-left text-faint max-lg:hidden">Search packages</span>
        <Kbd className="max-lg:hidden">
          <ModifierKey />K
        </Kbd>
      </button>
      {used && <SearchPalette open={open} onOpenChange={setOpen} />}
    </>
  );
}
