import clsx from "clsx";
import { formatCount, formatSigned } from "@/components/format";
import type { MonthTotals } from "@/lib/credits/list-months.server";
import { chartTop } from "./chart-scale";

const monthFormat = (month: "short" | "long", year?: "numeric") =>
  new Intl.DateTimeFormat("en-GB", { month, ...(year ? { year } : {}), timeZone: "UTC" });
const SHORT = monthFormat("short");
const LONG = monthFormat("long", "numeric");

const named = (format: Intl.DateTimeFormat, month: string) => format.format(new Date(`${month}-01T00:00:00Z`));

function Swatch({ className }: { className: string }) {
  return <span aria-hidden className={clsx("inline-block size-2.5 rounded-[2px]", className)} />;
}

/** What was granted is a frame, what was spent fills it; they differ by shape as well as by tint. */
const GRANTED = "border border-control border-b-0 bg-sunken";
const SPENT = "bg-meter-rollover";

function Column({ totals: { month, granted, spent }, top }: { totals: MonthTotals; top: number }) {
  const height = (credits: number) => `${(Math.max(0, credits) / top) * 100}%`;
  return (
    <div
      title={`${named(LONG, month)}: ${formatCount(granted)} granted, ${formatCount(spent)} spent`}
      className="relative flex h-full flex-1 items-end justify-center"
    >
      {granted > 0 && (
        <span className={clsx("w-[min(70%,2.25rem)] rounded-t-[2px]", GRANTED)} style={{ height: height(granted) }} />
      )}
      {spent > 0 && (
        <span
          className={clsx("absolute bottom-0 w-[min(40%,1.25rem)] rounded-t-[2px]", SPENT)}
          style={{ height: `max(2px, ${height(spent)})` }}
        />
      )}
    </div>
  );
}

function MonthsTable({ months }: { months: readonly MonthTotals[] }) {
  const cell = "figures py-1 pl-4 text-right";
  return (
    <table className="mt-2 w-full max-w-xl text-13">
      <thead className="text-12 text-faint">
        <tr>
          <th className="py-1 text-left font-normal">Month</th>
          <th className="py-1 pl-4 text-right font-normal">Granted</th>
          <th className="py-1 pl-4 text-right font-normal">Spent</th>
          <th className="py-1 pl-4 text-right font-normal">Expired</th>
          <th className="py-1 pl-4 text-right font-normal">Taken or given back</th>
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map(({ month, granted, spent, expired, back }) => (
          <tr key={month} className="border-t">
            <th scope="row" className="py-1 text-left font-normal">
              {named(LONG, month)}
            </th>
            <td className={cell}>{formatCount(granted)}</td>
            <td className={cell}>{formatCount(spent)}</td>
            <td className={cell}>{formatCount(expired)}</td>
            <td className={cell}>{back === 0 ? "0" : formatSigned(back)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Credits granted and spent in each of the last months, with the same figures as a table. */
export function MonthsChart({ months }: { months: readonly MonthTotals[] }) {
  const top = chartTop(Math.max(...months.map(({ granted, spent }) => Math.max(granted, spent))));
  const current = months.at(-1)?.month;
  return (
    <section aria-labelledby="months">
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <h2 id="months" className="text-16 font-strong">
          By month
        </h2>
        <p className="flex-1 text-12 text-faint">calendar months, UTC</p>
        <p className="flex items-baseline gap-4 text-12 text-soft">
          <span className="flex items-center gap-1.5">
            <Swatch className="border border-control bg-sunken" /> granted
          </span>
          <span className="flex items-center gap-1.5">
            <Swatch className={SPENT} /> spent
          </span>
        </p>
      </div>
      <div aria-hidden className="mt-3">
        <div className="relative flex h-32 border-b border-b-line">
          <span className="figures -translate-y-1/2 absolute top-0 left-0 bg-paper pr-2 text-12 text-faint">
            {formatCount(top)}
          </span>
          <span className="absolute inset-x-0 top-0 -z-10 border-t border-dashed" />
          {months.map((totals) => (
            <Column key={totals.month} totals={totals} top={top} />
          ))}
        </div>
        <div className="flex text-12">
          {months.map(({ month }) => (
            <span
              key={month}
              className={clsx("flex-1 pt-1.5 text-center", month === current ? "font-strong text-ink" : "text-faint")}
            >
              {named(SHORT, month).slice(0, 3)}
            </span>
          ))}
        </div>
      </div>
      <details className="mt-2">
        <summary className="link finger inline-flex items-center text-12 text-soft">The same as a table</summary>
        <MonthsTable months={months} />
        <p className="mt-2 text-12 text-faint">
          Carrying over is in no column. The last one is what refunds, disputes and corrections took or gave back.
        </p>
      </details>
    </section>
  );
}
