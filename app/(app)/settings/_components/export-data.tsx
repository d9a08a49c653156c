"use client";

import { useState } from "react";
import { formatBytes } from "@/components/format";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { saveParts } from "@/components/ui/save-parts";
import { fetchExport } from "./export-file";

type State = { is: "idle" | "done"; problem: string | null } | { is: "busy"; bytes: number };

const TYPE = "application/json";

function nameOfToday(): string {
  return `prpm-account-${new Date().toISOString().slice(0, 10)}.json`;
}

function progressOf(state: State): string {
  if (state.is === "busy") return state.bytes === 0 ? "Collecting your data." : `${formatBytes(state.bytes)} so far.`;
  return state.is === "done" ? "Your file is saved." : "";
}

/** Collects everything that is kept of somebody into one file, and says how far it is. */
export function ExportData() {
  const [state, setState] = useState<State>({ is: "idle", problem: null });
  const collect = async () => {
    setState({ is: "busy", bytes: 0 });
    const file = await fetchExport((bytes) => setState({ is: "busy", bytes }));
    if (file.ok) saveParts(file.pieces, nameOfToday(), TYPE);
    setState(file.ok ? { is: "done", problem: null } : { is: "idle", problem: file.error.message });
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-[64ch] text-14 text-soft">
        One JSON file with your profile and sign-ins, packages and prompts, sessions with every run and its answer,
        links, credits, purchases and invoices. Nobody else is in it, and no password or token.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={state.is === "busy"} onClick={() => void collect()}>
          Export my data
        </Button>
        <span role="status" className="text-13 text-soft tabular-nums">
          {progressOf(state)}
        </span>
      </div>
      <Problem text={state.is === "busy" ? null : state.problem} />
    </div>
  );
}
