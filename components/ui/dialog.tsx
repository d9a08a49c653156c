"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ReactNode, type RefObject, useRef } from "react";
import { IconButton } from "./icon-button";
import { SoleLayer } from "./sole-layer";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  className?: string;
  /**
   * `sheet` comes from the right edge, and from below on a phone; `desk`, to write in, and `wide`, as large as the window
   * allows, have the whole window there; `center` floats in the middle.
   */
  place?: "center" | "sheet" | "desk" | "wide";
  /** Lets a third party put something of its own over this dialog that can be used, which a modal one would not. */
  givesWay?: boolean;
  /** What has the focus again afterwards; without it, what had it before. */
  returnTo?: RefObject<HTMLElement | null>;
};

const PLACES = {
  center:
    "inset-x-4 top-[12dvh] mx-auto max-h-[76dvh] w-auto max-w-md rounded-panel motion-safe:animate-appear max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-b-none max-sm:pb-[env(safe-area-inset-bottom)] max-sm:motion-safe:animate-rise",
  sheet:
    "inset-y-0 right-0 w-full max-w-2xl border-l motion-safe:animate-slide-in max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-t-panel max-sm:border-l-0 max-sm:pb-[env(safe-area-inset-bottom)] max-sm:motion-safe:animate-rise",
  desk: "inset-y-0 right-0 w-full max-w-3xl border-l motion-safe:animate-slide-in max-sm:border-l-0 max-sm:pb-[env(safe-area-inset-bottom)] max-sm:motion-safe:animate-rise",
  wide: "inset-y-0 right-0 w-full max-w-6xl border-l motion-safe:animate-slide-in max-sm:inset-0 max-sm:border-l-0 max-sm:pb-[env(safe-area-inset-bottom)] max-sm:motion-safe:animate-rise",
} as const;

const VEIL = "fixed inset-0 z-40 bg-veil motion-safe:animate-appear";

/** A modal layer with a title, a close button and a body that scrolls. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, children, className, place = "center", returnTo } = props;
  const { givesWay = false } = props;
  // Radix gives the focus back to a trigger of its own only; our dialogs are opened by other parts.
  const opener = useRef<Element | null>(null);
  const content = (
    <Radix.Content
      {...(description === undefined ? { "aria-describedby": undefined } : {})}
      {...(givesWay && { "aria-modal": true, onInteractOutside: (event) => event.preventDefault() })}
      onEscapeKeyDown={(event) => {
        // A field inside that is left with this key takes it for itself.
        if (event.target instanceof Element && event.target.closest("[data-takes-escape]")) event.preventDefault();
      }}
      onOpenAutoFocus={() => {
        opener.current = document.activeElement;
      }}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        const back = returnTo?.current ?? opener.current;
        if (back instanceof HTMLElement) back.focus();
      }}
      className={clsx("fixed z-50 flex flex-col bg-raised text-ink shadow-float outline-none", PLACES[place])}
    >
      <header className="flex items-center gap-4 border-b py-2 pr-2 pl-4">
        <div className="min-w-0 flex-1 py-1.5">
          <Radix.Title className="wrap-anywhere text-14 font-strong">{title}</Radix.Title>
          {description !== undefined && (
            <Radix.Description className="wrap-anywhere mt-0.5 text-13 text-soft">{description}</Radix.Description>
          )}
        </div>
        <Radix.Close asChild>
          <IconButton label="Close">
            <X size={16} aria-hidden />
          </IconButton>
        </Radix.Close>
      </header>
      <div className={clsx("quiet-scroll min-h-0 flex-1 overflow-y-auto overscroll-contain", className)}>
        {children}
      </div>
    </Radix.Content>
  );
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange} modal={!givesWay}>
      {givesWay ? (
        <Radix.Portal>
          <SoleLayer>
            <div aria-hidden className={VEIL} onPointerDown={() => onOpenChange(false)} />
            {content}
          </SoleLayer>
        </Radix.Portal>
      ) : (
        <Radix.Portal>
          <Radix.Overlay className={VEIL} />
          {content}
        </Radix.Portal>
      )}
    </Radix.Root>
  );
}
