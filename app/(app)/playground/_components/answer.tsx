"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { usePrepared } from "@/components/ui/use-prepared";

const load = () => import("@/components/markdown/streamed-markdown");

const StreamedMarkdown = dynamic(() => arriving(load).then((module) => module.StreamedMarkdown), {
  loading: () => <span className="block h-6" />,
});

/** Fetches what draws an answer before there is one. */
export function usePreparedAnswer(): void {
  usePrepared(load);
}

type AnswerProps = { text: string; live: boolean; broken: boolean };

/** The model's text. While it arrives it is marked busy, so that a screen reader is not read every token. */
export function Answer({ text, live, broken }: AnswerProps) {
  return (
    <div aria-busy={live} className={clsx(live && "arriving", broken && "opacity-75")}>
      <StreamedMarkdown text={text} live={live} below={2} />
    </div>
  );
}
