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
    <div className="flex gap-x-2 gap-y-1 text-12 text-soft max-sm:min-w-32 max-sm:flex-1 max-sm:flex-col sm:items-center">
      <label htmlFor={id}>{label}</label>
      <Input
        key={value}
        id={id}
        type="date"
        name={name}
        defaultValue={value}
        max={max}
        required
        className="w-full min-w-0 text-13 tabular-nums max-sm:px-2 sm:w-36"
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
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 max-sm:w-full">
      <FilterLinks label="Period" choices={links} />
      <details open={isOther} className="group open:details-content:basis-full details-content:min-w-0 contents">
        <summary className="finger -ml-2 flex h-7 w-fit items-center rounded-control px-2 text-13 text-soft hover:bg-sunken hover:text-ink group-open:text-ink">
          Other days
        </summary>
        <form action={plain} className="flex flex-wrap items-end gap-2 py-1 sm:items-center sm:gap-3">
          {Object.entries(kept).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <DayField name="from" label="From" value={from} max={today} />
          <DayField name="to" label="To" value={to} max={today} />
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
