"use client";

import { type ReactNode, type RefObject, useEffect, useLayoutEffect } from "react";
import { useTypedBefore } from "@/components/ui/use-typed-before";

type ComposerProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  input: string;
  onInput: (input: string) => void;
  /** What is to be known before the next run, above the input. */
  notices: ReactNode;
  placeholder: string;
  budget: ReactNode;
  quote: ReactNode;
  button: ReactNode;
};

/** Where the browser cannot grow a field with its text by itself, its height is set by hand. */
function useGrowing(field: RefObject<HTMLTextAreaElement | null>, input: string): void {
  useEffect(() => {
    const element = field.current;
    if (element === null || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    if (input !== "") element.style.height = `${element.scrollHeight}px`;
  }, [field, input]);
}

/** Whether the keyboard was in the input of a page that is just being taken off the screen. */
let isHandedOver = false;

/** A page that takes the place of one before it, as when Back brings it, goes on with what is being written there. */
function useKeptKeyboard(field: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (isHandedOver) element?.focus({ preventScroll: true });
    return () => {
      isHandedOver = document.activeElement === element;
      // It is for the page that comes in the same moment, and for none after it.
      queueMicrotask(() => {
        isHandedOver = false;
      });
    };
  }, [field]);
}

/** The anchor of the screen: the input, what it can cost, and Run. */
export function Composer({ field, input, onInput, notices, placeholder, budget, quote, button }: ComposerProps) {
  useGrowing(field, input);
  useTypedBefore(field, onInput);
  useKeptKeyboard(field);

  return (
    <div className="shrink-0 px-3 pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
      <div className="mx-auto w-full max-w-[calc(var(--container-column)+1.75rem)]">
        {notices}
        <div className="rounded-panel border border-line bg-raised transition-colors focus-within:border-control">
          <textarea
            ref={field}
            value={input}
            onChange={(event) => onInput(event.target.value)}
            rows={1}
            dir="auto"
            aria-label="Your input"
            placeholder={placeholder}
            className="wrap-anywhere field-sizing-content quiet-scroll block max-h-[40dvh] min-h-12 w-full sm:min-h-16 resize-none bg-transparent px-3.5 pt-3 pb-1 text-16 outline-none sm:text-14 sm:leading-5"
          />
          <div className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 p-2 max-sm:pt-3 sm:grid-cols-[auto_1fr_auto]">
            {budget}
            <div className="min-w-0 max-sm:order-first max-sm:col-span-2 max-sm:px-1.5">{quote}</div>
            <div className="flex justify-end">{button}</div>
          </div>
        </div>
      </div>
    </div>
  );
}
