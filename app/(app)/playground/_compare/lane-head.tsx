"use client";

import { ChevronsUpDown, Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import type { FocusEventHandler } from "react";
import { FormatMark } from "@/components/packages/format-mark";
import { arriving } from "@/components/ui/arriving";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { ModelName } from "@/lib/models/models";
import type { PackageSummary } from "@/lib/packages/package";
import { ModelButton } from "../_components/model-button";
import { type Lane, type LanePrompt, lanePromptWords, laneWords } from "./lane";
import { LANE_WIDTH } from "./lane-width";

const LanePicker = dynamic(() => arriving(() => import("./lane-picker")).then((module) => module.LanePicker));
const LaneMenu = dynamic(() => arriving(() => import("./lane-menu")).then((module) => module.LaneMenu));

type LaneHeadActs = {
  onPick: (item: PackageSummary) => void;
  onPrompt: (prompt: LanePrompt) => void;
  onWrite: () => void;
  onModel: (model: ModelName) => void;
  onVersion: (version: string) => void;
  onMove: (by: number) => void;
  onRemove: (() => void) | null;
};

type LaneHeadProps = LaneHeadActs & {
  lane: Lane;
  number: number;
  /** How many places it can be moved. */
  left: number;
  right: number;
  /** What it is made with is not to be seen yet. */
  hidden: boolean;
  /** What it can cost at most; null while that is not known. */
  quoted: number | null;
  /** Notes what has the focus in it, also in its panels, which float elsewhere. */
  kept: { onFocus: FocusEventHandler };
};

function Made({ lane }: { lane: Lane }) {
  return (
    <>
      {lane.prompt.kind === "package" && (
        <span className="@md:inline-flex hidden shrink-0">
          <FormatMark format={lane.prompt.item.format} />
        </span>
      )}
      <span className="truncate font-strong">
        {lane.prompt.kind === "package" ? lane.prompt.item.name : lanePromptWords(lane)}
      </span>
      {lane.prompt.kind === "package" && (
        <span className="figures @sm:inline hidden shrink-0 text-12 text-faint">v{lane.prompt.item.version}</span>
      )}
    </>
  );
}

/** The head of a column: what its answers are made with, and what can be changed about it. */
export function LaneHead({ lane, number, left, right, hidden, quoted, kept, ...acts }: LaneHeadProps) {
  const picker = useDisclosure();
  const menu = useDisclosure();
  return (
    <div className={LANE_WIDTH} {...kept}>
      <div className="@container flex h-11 items-center gap-1">
        <span aria-hidden className="figures mr-1 text-12 text-faint">
          {number}
        </span>
        {hidden ? (
          <span className="text-14 font-strong">Answer {number}</span>
        ) : (
          <>
            <button
              type="button"
              {...picker.button}
              aria-label={`Lane ${number}: ${laneWords(lane)}. Choose another`}
              className="finger -ml-1.5 flex h-8 min-w-0 items-center gap-2 rounded-control px-1.5 text-14 transition-colors hover:bg-sunken data-[state=open]:bg-sunken"
            >
              <Made lane={lane} />
              <ChevronsUpDown size={13} aria-hidden className="shrink-0 text-faint" />
            </button>
            <ModelButton model={lane.model} effort={null} onModel={acts.onModel} onEffort={null} />
          </>
        )}
        <span className="flex-1" />
        {quoted !== null && !hidden && (
          <span
            className="figures @lg:inline hidden whitespace-nowrap text-12 text-faint"
            title="What this lane can cost at most"
          >
            at most {quoted}
          </span>
        )}
        {!hidden && (
          <IconButton label={`More for lane ${number}`} {...menu.button} className="-mr-1.5 size-7 text-faint">
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {picker.used && (
        <LanePicker
          anchor={picker.anchor}
          id={picker.id}
          label={`Lane ${number}`}
          open={picker.open}
          onOpenChange={picker.setOpen}
          onPick={acts.onPick}
          onChoose={acts.onPrompt}
          onWrite={acts.onWrite}
        />
      )}
      {menu.used && (
        <LaneMenu
          anchor={menu.anchor}
          id={menu.id}
          open={menu.open}
          onOpenChange={menu.setOpen}
          lane={lane}
          number={number}
          left={left}
          right={right}
          onVersion={acts.onVersion}
          onMove={acts.onMove}
          onRemove={acts.onRemove}
        />
      )}
    </div>
  );
}
