"use client";

import clsx from "clsx";
import { type CSSProperties, type ReactNode, useState } from "react";
import { scrollRegion } from "@/components/markdown/scroll-region";
import { FormatMark } from "@/components/packages/format-mark";
import { CreditCells } from "@/components/runs/credit-cells";
import { Receipt } from "@/components/runs/receipt";
import { Button } from "@/components/ui/button";
import { EXAMPLE } from "./example";

const PIECE_MS = 420;
/** The receipt resolves when everything above it is there. */
const RESOLVE_LAST = { "--resolve-delay": `${6.2 * PIECE_MS}ms` } as CSSProperties;

/** Appears after the pieces before it, when the example is being played. */
function Piece({ at, playing, children }: { at: number; playing: boolean; children: ReactNode }) {
  return (
    <div
      className={clsx(playing && "animate-arrive")}
      style={playing ? { animationDelay: `${at * PIECE_MS}ms` } : undefined}
    >
      {children}
    </div>
  );
}

function Code({ text, label }: { text: string; label: string }) {
  return (
    <pre
      {...scrollRegion(label)}
      className="quiet-scroll overflow-x-auto rounded-control bg-sunken px-3 py-2 font-mono text-12 leading-5"
    >
      {text}
    </pre>
  );
}

/** A run as the playground shows it, with its receipt; it can be played again. */
export function ExampleRun() {
  const [played, setPlayed] = useState(0);
  const playing = played > 0;
  return (
    <figure className="overflow-hidden rounded-panel border bg-raised shadow-float">
      <figcaption className="flex h-11 items-center gap-2.5 border-b pr-2 pl-4 text-13">
        <FormatMark format={EXAMPLE.format} />
        <span className="truncate">
          {EXAMPLE.name} <span className="figures text-12 text-faint">v{EXAMPLE.version}</span>
        </span>
        <span className="figures text-12 text-faint max-sm:hidden">{EXAMPLE.tokens} tokens</span>
        <Button look="quiet" size="small" className="ml-auto" onClick={() => setPlayed((times) => times + 1)}>
          Play
        </Button>
      </figcaption>
      <div key={played} className="flex flex-col gap-4 p-4">
        <div className="border-line border-l-2 pl-3 text-14">
          <p className="mb-2">{EXAMPLE.question}</p>
          <Code text={EXAMPLE.attachment} label="The code asked about" />
        </div>
        <Piece at={1} playing={playing}>
          <p className="text-16">
            <strong>{EXAMPLE.verdict}</strong> {EXAMPLE.reason}
          </p>
        </Piece>
        <Piece at={2} playing={playing}>
          <p className="text-14 text-soft">{EXAMPLE.finding}</p>
        </Piece>
        <Piece at={3} playing={playing}>
          <Code text={EXAMPLE.fix} label="The code of the answer" />
        </Piece>
        <Piece at={5} playing={playing}>
          <div className="border-t border-dashed pt-4" style={RESOLVE_LAST}>
            <p className="figures mb-2.5 flex items-center gap-3 text-12">
              <CreditCells quoted={2} spent={1} resolve={playing} />1 credit
            </p>
            <Receipt receipt={EXAMPLE.receipt} resolve={playing} />
          </div>
        </Piece>
      </div>
    </figure>
  );
}
