"use client";

import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import * as Dialog from "radix-ui/dialog";
import { OPTION_STYLE, PackageListBox } from "@/components/packages/package-list-box";
import { packageHref } from "@/components/packages/package-words";
import { NAV } from "./nav-links";

type SearchPaletteProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The way to any package, and to the main pages, by keyboard. */
export function SearchPalette({ open, onOpenChange }: SearchPaletteProps) {
  const router = useRouter();
  const go = (href: string) => {
    onOpenChange(false);
    router.push(href);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-panel bg-raised shadow-float outline-none max-sm:top-3"
        >
          <Dialog.Title className="sr-only">Search packages</Dialog.Title>
          <PackageListBox placeholder="Search packages" onChoose={(item) => go(packageHref(item))}>
            <Command.Group className="mt-1 border-t pt-1">
              {NAV.map(({ href, label }) => (
                <Command.Item key={href} value={href} onSelect={() => go(href)} className={OPTION_STYLE}>
                  <span className="text-13 text-soft">Go to {label}</span>
                </Command.Item>
              ))}
            </Command.Group>
          </PackageListBox>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
