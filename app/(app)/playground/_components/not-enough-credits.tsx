"use client";

import Link from "next/link";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { PACK_NAMES, PACKS, type PackName } from "@/lib/billing/packs";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { Refusal } from "./run-reducer";

type NotEnoughCreditsProps = {
  refusal: Refusal;
  credits: CreditSummary | null;
  model: ModelName;
  /** The smallest budget that would be accepted for this input; null when it is not known. */
  leastBudget: number | null;
  onBudget: (budget: number) => void;
  /** Null where there is no one model to change. */
  onModel: ((model: ModelName) => void) | null;
  onClose: () => void;
};

const count = (value: unknown) => (typeof value === "number" ? value : 0);

function Refill({ credits }: { credits: CreditSummary | null }) {
  const monthly = credits?.monthly;
  if (monthly === undefined || monthly.resetAt === null || !monthly.renewing) {
    return <>Your credits do not refill by themselves. A pack or PRPM+ adds more.</>;
  }
  return (
    <>
      {formatCredits(monthly.allocated)} arrive <LocalTime iso={monthly.resetAt} style="ahead" />.
    </>
  );
}

/** The smallest pack that pays a debt, or the largest where none does alone. */
function packFor(debt: number): { name: PackName; left: number } {
  const name = PACK_NAMES.find((pack) => PACKS[pack].credits >= debt) ?? "large";
  return { name, left: PACKS[name].credits - debt };
}

/** Nothing runs while something is owed; there is one way on. */
function Owing({ debt, available, onClose }: { debt: number; available: number; onClose: () => void }) {
  const { name, left } = packFor(debt);
  const rest = left >= 0 ? `leaves ${formatCredits(left)}` : `leaves ${formatCredits(-left)} owed`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Runs wait until ${formatCredits(debt)} are paid back`}
      className="p-4"
    >
      <LeaderList className="text-13 leading-6">
        <LeaderRow term="owed after a refund or dispute">{formatCredits(debt)}</LeaderRow>
        {available > 0 && <LeaderRow term="you have, once it is paid">{formatCredits(available)}</LeaderRow>}
      </LeaderList>
      <p className="mt-3 text-14 text-soft">
        A purchase pays it first: the {name} pack {rest}. Your input stays where it is.
      </p>
      <div className="mt-5 flex flex-col gap-2">
        <Button asChild look="primary" size="large">
          <Link href={BUY_PATH} onClick={onClose}>
            Buy credits
          </Link>
        </Button>
        <Button asChild size="large">
          <Link href="/credits">What it is for</Link>
        </Button>
      </div>
    </Dialog>
  );
}

/** A run the balance cannot cover: what it needs, what is there, and every way on. The input stays as it is. */
export function NotEnoughCredits(props: NotEnoughCreditsProps) {
  const { refusal, credits, model, leastBudget, onBudget, onModel, onClose } = props;
  const required = count(refusal.error["required"]);
  const available = count(refusal.error["available"]);
  const debt = count(refusal.error["debt"]);
  const held = credits?.held ?? 0;
  if (debt > 0) return <Owing debt={debt} available={available} onClose={onClose} />;
  const smaller = leastBudget !== null && leastBudget < required && leastBudget <= available ? leastBudget : null;
  const toHaiku = onModel !== null && model !== "haiku" && available >= MODELS.haiku.minCredits ? onModel : null;
  const act = (action: () => void) => () => {
    action();
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Not enough credits" className="p-4">
      <LeaderList className="text-13 leading-6">
        <LeaderRow term="this run needs, at most">{formatCredits(required)}</LeaderRow>
        <LeaderRow term="you have">{formatCredits(available)}</LeaderRow>
        {held > 0 && <LeaderRow term="held by other runs">{formatCredits(held)}</LeaderRow>}
      </LeaderList>
      <p className="mt-3 text-14 text-soft">
        <Refill credits={credits} /> Your input stays where it is.
      </p>
      <div className="mt-5 flex flex-col gap-2">
        <Button asChild look="primary" size="large">
          <Link href={BUY_PATH} onClick={onClose}>
            Buy credits
          </Link>
        </Button>
        {smaller !== null && (
          <Button size="large" onClick={act(() => onBudget(smaller))}>
            Use a budget of {formatCredits(smaller)}
          </Button>
        )}
        {toHaiku !== null && (
          <Button size="large" onClick={act(() => toHaiku("haiku"))}>
            Use {MODELS.haiku.label}, from {formatCredits(MODELS.haiku.minCredits)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
