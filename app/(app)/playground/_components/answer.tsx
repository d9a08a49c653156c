"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { Suspense } from "react";
import { arriving } from "@/components/ui/arriving";
import { usePrepared } from "@/components/ui/use-prepared";
import { BareText } from "./far-turn";

const load = () => import("@/components/markdown/streamed-markdown");

const StreamedMarkdown = dynamic(() => arriving(load).then((module) => module.StreamedMarkdown));

/** Fetches what draws an answer before there is one. */
export function usePreparedAnswer(): void {
  usePrepared(load);
}

type AnswerProps = { text: string; live: boolean; broken: boolean };

/**
 * The model's text. While it arrives it is marked busy, so that a screen reader is not read every token. It is its bare
 * words until it is drawn: a page's later parts come after its frame, and turns above are not taken for near meanwhile.
 */
export function Answer({ text, live, broken }: AnswerProps) {
  return (
    <div aria-busy={live} className={clsx(live && "arriving", broken && "opacity-75")}>
      <Suspense fallback={<BareText text={text} />}>
        <StreamedMarkdown text={text} live={live} below={2} />
      </Suspense>
    </div>
  );
}
