"use client";

import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { Share } from "@/lib/sessions/share";

const FloatingPanel = dynamic(() =>
  arriving(() => import("@/components/ui/floating-panel")).then((module) => module.FloatingPanel),
);
const LinkActions = dynamic(() => arriving(() => import("./link-actions")).then((module) => module.LinkActions));

/** The small button of a link from which it is changed and ended. */
export function LinkMenu({ link }: { link: Share }) {
  const menu = useDisclosure();
  return (
    <>
      <IconButton label={`Change ${link.title}`} {...menu.button} className="relative z-1">
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      {menu.used && (
        <FloatingPanel
          anchor={menu.anchor}
          id={menu.id}
          label={link.title}
          open={menu.open}
          onOpenChange={menu.setOpen}
          className="w-72 p-1"
        >
          <LinkActions link={link} onClose={() => menu.setOpen(false)} />
        </FloatingPanel>
      )}
    </>
  );
}
