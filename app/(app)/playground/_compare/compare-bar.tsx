"use client";

import { Columns2, EyeOff, History, Link2, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { ShareButton } from "@/components/shares/share-button";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { PackageSummary } from "@/lib/packages/package";
import type { LanePrompt } from "./lane";

const LanePicker = dynamic(() => arriving(() => import("./lane-picker")).then((module) => module.LanePicker));

type CompareBarProps = {
  sessionId: string | null;
  through: string | null;
  blind: boolean;
  /** Null where what is made with what was seen already. */
  onBlind: ((blind: boolean) => void) | null;
  /** Null while none can be added: there are as many as there can be, or they are hidden or running. */
  onAdd: { pick: (item: PackageSummary) => void; choose: (prompt: LanePrompt) => void } | null;
  onWrite: () => void;
  onSessions: (() => void) | null;
  /** The path of what is prepared here, for a link. */
  prepared: () => string;
  /** The playground with the first lane alone. */
  leave: string;
};

/** What concerns all lanes at once. */
export function CompareBar(props: CompareBarProps) {
  const { sessionId, through, blind, onBlind, onAdd, onWrite, onSessions, prepared, leave } = props;
  const picker = useDisclosure();
  const copy = () => {
    navigator.clipboard.writeText(window.location.origin + prepared()).then(
      () => toast("The link was copied. It opens these lanes with what is written below."),
      () => toast("The link could not be copied."),
    );
  };
  return (
    <div className="flex h-12 shrink-0 items-center gap-1 border-b px-3 sm:px-4">
      {onSessions !== null && (
        <IconButton label="Sessions" onClick={onSessions} className="-ml-1 lg:hidden">
          <History size={16} aria-hidden />
        </IconButton>
      )}
      <h1 className="flex items-center gap-2.5 px-2 text-14 font-strong">
        <Columns2 size={15} aria-hidden className="text-faint max-sm:hidden" />
        Compare
      </h1>
      <Button look="quiet" {...picker.button} busy={onAdd === null} aria-label="Add a lane" className="max-sm:px-2">
        <Plus size={14} aria-hidden />
        <span className="max-sm:hidden">Add a lane</span>
      </Button>
      <span className="flex-1" />
      <Button
        look="quiet"
        aria-label="Blind"
        aria-pressed={blind}
        disabled={onBlind === null}
        title={
          onBlind === null
            ? "You have seen what made these answers; a new comparison can be blind"
            : "Mixes the lanes and hides what made them until you have picked the better answer"
        }
        onClick={() => onBlind?.(!blind)}
        className="aria-pressed:bg-pressed aria-pressed:text-ink max-sm:px-2"
      >
        <EyeOff size={14} aria-hidden />
        <span className="max-sm:hidden">Blind</span>
      </Button>
      {sessionId === null && (
        <Button look="quiet" aria-label="Copy a link to this comparison" onClick={copy} className="max-sm:px-2">
          <Link2 size={14} aria-hidden />
          <span className="max-md:hidden">Copy link</span>
        </Button>
      )}
      <ShareButton sessionId={sessionId} through={through} place="bar" />
      <Button asChild look="quiet" className="max-sm:px-2">
        <Link href={leave}>One lane</Link>
      </Button>
      {picker.used && onAdd !== null && (
        <LanePicker
          anchor={picker.anchor}
          id={picker.id}
          label="Add a lane"
          open={picker.open}
          onOpenChange={picker.setOpen}
          onPick={onAdd.pick}
          onChoose={onAdd.choose}
          onWrite={onWrite}
        />
      )}
    </div>
  );
}
