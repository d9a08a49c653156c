"use client";

import type { ReactNode } from "react";
import { NewTextBelow } from "./new-text-below";
import type { useFollow } from "./use-follow";
import { useKeptFocus } from "./use-kept-focus";

type ThreadProps = {
  follow: ReturnType<typeof useFollow>;
  announcement: string;
  children: ReactNode;
};

/** The scrolled column of turns, with a way back to the end and the one line that is said aloud. */
export function Thread({ follow, announcement, children }: ThreadProps) {
  const kept = useKeptFocus(follow.content);
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={follow.box} className="quiet-scroll relative h-full overflow-y-auto overscroll-contain">
        <div
          ref={follow.content}
          {...kept}
          className="mx-auto w-full max-w-[calc(var(--container-column)+2rem)] px-4 pt-8"
        >
          {children}
        </div>
      </div>
      <NewTextBelow follow={follow} />
      <p className="sr-only" aria-live="polite">
        {announcement}
      </p>
    </div>
  );
}
