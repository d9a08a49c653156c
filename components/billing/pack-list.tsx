"use client";

import clsx from "clsx";
import { formatUsd } from "@/components/format";
import { Mark } from "@/components/ui/mark";
import { PACK_NAMES, PACKS, type PackName } from "@/lib/billing/packs";

type PackRowProps = { name: PackName; chosen: boolean; debt: number; onChoose: () => void };

/** What of a pack goes to a debt, and what is left of which. */
function debtWords(credits: number, debt: number): string {
  const left = credits - debt;
  return left >= 0
    ? `${debt} of these pay what you owe; ${left} are left`
    : `all of these pay what you owe; ${-left} would still be owed`;
}

function PackRow({ name, chosen, debt, onChoose }: PackRowProps) {
  const { credits, amountCents, bonusPercent, label } = PACKS[name];
  return (
    <label
      className={clsx(
        "grid cursor-pointer grid-cols-[auto_1fr_auto] items-center gap-x-3 border-b px-4 py-3 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus",
        chosen ? "bg-sunken" : "hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        name="pack"
        value={name}
        checked={chosen}
        onChange={onChoose}
        className="size-3.5 appearance-none rounded-full border border-control outline-none checked:border-5 checked:border-ink"
      />
      <span>
        <span className="flex items-center gap-2 text-14">
          <span>
            <span className="figures font-strong">{credits}</span> credits
          </span>
          {label !== null && <Mark>{label}</Mark>}
        </span>
        <span className="block text-12 text-faint">
          about {credits} basic runs, {(amountCents / credits).toFixed(1)} cents each
          {bonusPercent > 0 && `, ${bonusPercent}\u00a0%\u00a0bonus`}
        </span>
        {debt > 0 && <span className="block text-12 text-bad-ink">{debtWords(credits, debt)}</span>}
      </span>
      <span className="figures text-16">{formatUsd(amountCents)}</span>
    </label>
  );
}

type PackListProps = {
  chosen: PackName;
  debt: number;
  /** The choice is made; the focus stays where it is. */
  isFixed: boolean;
  onChoose: (name: PackName) => void;
};

/** The packs to choose one of. */
export function PackList({ chosen, debt, isFixed, onChoose }: PackListProps) {
  return (
    <fieldset aria-disabled={isFixed}>
      <legend className="sr-only">Pack</legend>
      {PACK_NAMES.map((name) => (
        <PackRow
          key={name}
          name={name}
          chosen={name === chosen}
          debt={debt}
          onChoose={() => !isFixed && onChoose(name)}
        />
      ))}
    </fieldset>
  );
}
