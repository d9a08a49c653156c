"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { formatCount } from "@/components/format";
import { arriving } from "@/components/ui/arriving";
import { useDisclosure } from "@/components/ui/use-disclosure";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { useCredits } from "./credit-store";
import { MeterBar } from "./meter-bar";
import { type BalanceState, balanceState } from "./meter-segments";
import { useFreshCredits } from "./use-fresh-credits";

const CreditPanel = dynamic(() => arriving(() => import("./credit-panel")).then((module) => module.CreditPanel));

const REST_MS = 160;

const FIGURE = {
  fine: "text-ink",
  low: "font-strong text-live",
  empty: "font-strong text-live",
  debt: "font-strong text-bad-ink",
} as const satisfies Record<BalanceState, string>;

function spoken({ available, held, debt }: CreditSummary): string {
  const more = [held > 0 && `${held} held`, debt > 0 && `${debt} owed`].filter(Boolean);
  return [`Credits: ${formatCredits(available)} available`, ...more].join(", ");
}

/** The wallet in the header: a thin bar and what is available. Resting on it or pressing it opens the breakdown. */
export function CreditMeter({ rendered }: { rendered: CreditSummary }) {
  const summary = useCredits(rendered);
  useFreshCredits(summary);
  const { button, ...panel } = useDisclosure();
  const [byPointer, setByPointer] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const state = balanceState(summary);

  useEffect(() => () => clearTimeout(timer.current), []);

  const rest = (event: PointerEvent, open: boolean) => {
    if (event.pointerType !== "mouse") return;
    clearTimeout(timer.current);
    if (open === panel.open || (!open && !byPointer)) return;
    timer.current = setTimeout(() => {
      setByPointer(open);
      panel.setOpen(open);
    }, REST_MS);
  };

  const press = () => {
    clearTimeout(timer.current);
    setByPointer(false);
    panel.setOpen(!panel.open || byPointer);
  };

  return (
    <>
      <button
        type="button"
        {...button}
        onClick={press}
        onPointerEnter={(event) => rest(event, true)}
        onPointerLeave={(event) => rest(event, false)}
        aria-label={spoken(summary)}
        className="finger flex h-8 items-center justify-center gap-2.5 rounded-control px-2 transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
      >
        <MeterBar summary={summary} className="h-1.5 w-20 max-sm:w-8" />
        <span className={clsx("figures min-w-4 whitespace-nowrap text-right text-13", FIGURE[state])}>
          {state === "debt" ? `${formatCount(summary.debt)} owed` : formatCount(summary.available)}
        </span>
      </button>
      {panel.used && (
        <CreditPanel
          summary={summary}
          anchor={panel.anchor}
          id={panel.id}
          open={panel.open}
          onOpenChange={panel.setOpen}
          keepFocus={byPointer}
          onPointerEnter={(event) => rest(event, true)}
          onPointerLeave={(event) => rest(event, false)}
        />
      )}
    </>
  );
}
