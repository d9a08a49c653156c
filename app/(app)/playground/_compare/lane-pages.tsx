"use client";

import clsx from "clsx";
import { type RefObject, useEffect, useState } from "react";
import { isRunning } from "../_components/turn";
import type { LaneTurn } from "./compared-turn";

type LanePagesProps = {
  box: RefObject<HTMLDivElement | null>;
  names: readonly string[];
  /** The newest turn's part of each lane, in the order on screen; empty before the first. */
  lanes: readonly (LaneTurn | undefined)[];
};

function stateOf(lane: LaneTurn | undefined): { look: string; words: string } {
  if (lane === undefined) return { look: "bg-control", words: "" };
  if (isRunning(lane)) return { look: "bg-accent animate-breathe", words: ", writing" };
  return lane.status === "failed" ? { look: "bg-bad", words: ", failed" } : { look: "bg-ink", words: ", answered" };
}

/** On a phone: which lane is looked at, how each stands, and a way to it beside the swipe. */
export function LanePages({ box, names, lanes }: LanePagesProps) {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const onScroll = () => setCurrent(Math.round(element.scrollLeft / Math.max(element.clientWidth, 1)));
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [box]);
  const show = (at: number) => {
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.current?.scrollTo({ left: at * box.current.clientWidth, behavior: isCalm ? "instant" : "smooth" });
  };
  return (
    <nav aria-label="Lanes" className="flex shrink-0 border-b sm:hidden">
      {names.map((name, at) => {
        const { look, words } = stateOf(lanes[at]);
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place.
            key={at}
            type="button"
            aria-current={at === current ? "true" : undefined}
            aria-label={`Lane ${at + 1}: ${name}${words}`}
            onClick={() => show(at)}
            className={clsx(
              "finger flex min-h-9 min-w-0 flex-1 items-center justify-center gap-2 border-b-2 px-2 text-12",
              at === current ? "border-ink text-ink" : "border-transparent text-soft",
            )}
          >
            <span aria-hidden className={clsx("size-1.5 shrink-0 rounded-full", look)} />
            <span className="truncate">{name}</span>
          </button>
        );
      })}
    </nav>
  );
}
