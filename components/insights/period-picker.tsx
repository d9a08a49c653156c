import { Button } from "@/components/ui/button";
import { FilterLinks } from "@/components/ui/filter-links";
import { Input } from "@/components/ui/input";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { keptOf, periodLinks } from "./period-links";

type PeriodPickerProps = Period & {
  /** The page it stands on, with what else its address says. */
  path: string;
  /** Why the days that were asked for are not those that are shown. */
  problem?: string | null | undefined;
};

type DayFieldProps = { name: "from" | "to"; label: string; value: string; max: string };

function DayField({ name, label, value, max }: DayFieldProps) {
  const id = `period-${name}`;
  return (
    <div className="flex items-center gap-2 text-12 text-soft">
      <label htmlFor={id}>{label}</label>
      <Input
        key={value}
        id={id}
        type="date"
        name={name}
        defaultValue={value}
        max={max}
        required
        className="figures w-36 text-13"
      />
    </div>
  );
}

/** Which days a page shows, as links, and any others by a form that needs no script. */
export function PeriodPicker({ from, to, path, problem = null }: PeriodPickerProps) {
  const today = dayOf(now());
  const links = periodLinks(path, { from, to }, today);
  const { plain, kept } = keptOf(path);
  const isOther = problem !== null || links.every(({ current }) => !current);
  return (
    <div className="flex flex-wrap items-start gap-x-5 gap-y-1">
      <FilterLinks label="Period" choices={links} />
      <details open={isOther} className="group -ml-2">
        <summary className="finger flex h-7 w-fit items-center rounded-control px-2 text-13 text-soft hover:bg-sunken hover:text-ink group-open:text-ink">
          Other days
        </summary>
        <form action={plain} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-1 pl-2">
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <DayField name="from" label="From" value={from} max={today} />
          <DayField name="to" label="to" value={to} max={today} />
          <Button type="submit">Show</Button>
        </form>
      </details>
      {problem !== null && (
        <p role="alert" className="w-full text-13 text-bad-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
