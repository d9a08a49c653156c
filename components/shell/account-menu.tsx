"use client";

import { Menu } from "lucide-react";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { HeaderViewer } from "./header-viewer";

const AccountPanel = dynamic(() => arriving(() => import("./account-panel")).then((module) => module.AccountPanel));

function initials({ name, email }: HeaderViewer): string {
  const words = (name ?? email).split(/[\s.@_-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0]?.toUpperCase() ?? "")
    .join("");
}

/** The round button at the right end of the header: account, theme, and on a phone the pages. */
export function AccountMenu({ viewer }: { viewer: HeaderViewer | null }) {
  const menu = useDisclosure();
  return (
    <>
      {viewer === null ? (
        <IconButton label="Menu" {...menu.button}>
          <Menu size={16} aria-hidden />
        </IconButton>
      ) : (
        <IconButton label={`Account of ${viewer.name ?? viewer.email}`} {...menu.button}>
          <span
            aria-hidden
            className="flex size-6.5 items-center justify-center rounded-full bg-ink font-mono text-12 leading-none text-paper"
          >
            {initials(viewer)}
          </span>
        </IconButton>
      )}
      {menu.used && (
        <AccountPanel viewer={viewer} anchor={menu.anchor} id={menu.id} open={menu.open} onOpenChange={menu.setOpen} />
      )}
    </>
  );
}
