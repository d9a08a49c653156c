"use client";

import clsx from "clsx";
import * as Popover from "radix-ui/popover";
import { type PointerEventHandler, type ReactNode, type RefObject, useSyncExternalStore } from "react";
import { Dialog } from "./dialog";

type FloatingPanelProps = {
  anchor: RefObject<HTMLElement | null>;
  id: string;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  children: ReactNode;
  className?: string;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  /** Leaves the focus where it is: for panels that a pointer opened by resting on something. */
  keepFocus?: boolean;
  /** What has the focus afterwards; without it, the button. */
  returnTo?: RefObject<HTMLElement | null>;
  onPointerEnter?: PointerEventHandler;
  onPointerLeave?: PointerEventHandler;
};

const NARROW = "(max-width: 39.99rem)";

function onNarrowChange(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

function useNarrow(): boolean {
  return useSyncExternalStore(
    onNarrowChange,
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}

/** What opens beside its button, or on a phone as a sheet from below. */
export function FloatingPanel(props: FloatingPanelProps) {
  const { label, open, onOpenChange, children, className } = props;
  if (!useNarrow()) return <AnchoredPanel {...props} />;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={label}
      className={clsx(className, "w-full!")}
      returnTo={props.returnTo ?? props.anchor}
    >
      {children}
    </Dialog>
  );
}

/**
 * A panel that floats beside the button that opened it, never wider than the window. It is kept apart from that
 * button so that its code can load on first use.
 */
function AnchoredPanel(props: FloatingPanelProps) {
  const { anchor, id, label, open, onOpenChange, children, className, keepFocus = false } = props;
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          id={id}
          aria-label={label}
          align={props.align ?? "end"}
          side={props.side ?? "bottom"}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={(event) => keepFocus && event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (!keepFocus) (props.returnTo ?? anchor).current?.focus();
          }}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.current?.contains(event.target)) event.preventDefault();
          }}
          {...(props.onPointerEnter === undefined ? {} : { onPointerEnter: props.onPointerEnter })}
          {...(props.onPointerLeave === undefined ? {} : { onPointerLeave: props.onPointerLeave })}
          className={clsx(
            "quiet-scroll z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-appear overflow-y-auto rounded-panel bg-raised text-ink shadow-float outline-none",
            className,
          )}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
