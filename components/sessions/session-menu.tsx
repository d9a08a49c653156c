"use client";

import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import type { Ref } from "react";
import { arriving } from "@/components/ui/arriving";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { SessionSummary } from "@/lib/sessions/session";

const SessionPanel = dynamic(() => arriving(() => import("./session-panel")).then((module) => module.SessionPanel));

type SessionMenuProps = {
  session: SessionSummary;
  onRename: () => void;
  onDelete: () => void;
  /** Its button, which has the keyboard again when what it began is over. */
  button: Ref<HTMLButtonElement>;
  className?: string;
};

/** The small button of a session from which it is renamed, kept, exported and deleted. */
export function SessionMenu({ session, onRename, onDelete, button, className }: SessionMenuProps) {
  const menu = useDisclosure();
  const { ref: anchor, ...disclosure } = menu.button;
  return (
    <>
      <IconButton
        label={`Actions for ${session.title}`}
        ref={(element) => {
          anchor.current = element;
          if (typeof button === "function") button(element);
          else if (button !== null) button.current = element;
        }}
        {...disclosure}
        className={clsx("relative z-1", className)}
      >
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      {menu.used && (
        <SessionPanel
          session={session}
          onRename={onRename}
          onDelete={onDelete}
          anchor={menu.anchor}
          id={menu.id}
          open={menu.open}
          onOpenChange={menu.setOpen}
        />
      )}
    </>
  );
}
