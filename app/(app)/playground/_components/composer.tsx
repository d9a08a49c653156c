"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect } from "react";
import { RefusalLine } from "./refusal-line";
import type { Refusal } from "./run-reducer";

type ComposerProps = {
  field: RefObject<HTMLTextAreaElement | null>;
  input: string;
  onInput: (input: string) => void;
  onRun: () => void;
  refusal: Refusal | null;
  placeholder: string;
  /** Budget and quote. */
  price: ReactNode;
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

/** The anchor of the screen: the input, what it can cost, and Run. */
export function Composer({ field, input, onInput, onRun, refusal, placeholder, price, button }: ComposerProps) {
  useGrowing(field, input);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onRun();
  };

  return (
    <div className="shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-4">
      <div className="mx-auto w-full max-w-[calc(72ch+2rem)] text-16">
        {refusal !== null && <RefusalLine refusal={refusal} />}
        <div className="rounded-panel border border-line bg-raised transition-colors focus-within:border-control">
          <textarea
            ref={field}
            value={input}
            onChange={(event) => onInput(event.target.value)}
            onKeyDown={onKeyDown}
            rows={2}
            aria-label="Your input"
            placeholder={placeholder}
            className="field-sizing-content quiet-scroll block max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-16 outline-none sm:text-14 sm:leading-5"
          />
          <div className="flex items-center gap-3 p-2 max-sm:flex-wrap">
            <div className="flex min-w-0 flex-1 items-center gap-3 max-sm:basis-full">{price}</div>
            <span className="max-sm:flex-1 max-sm:[&>*]:w-full">{button}</span>
          </div>
        </div>
      </div>
    </div>
  );
}
