import { PeriodPicker } from "@/components/insights/period-picker";
import type { readPeriod } from "@/components/insights/read-period";
import { type AdminQuery, adminHref } from "../admin-query";

type FiguresHeadProps = { tab: AdminQuery["tab"]; asked: ReturnType<typeof readPeriod> };

/** Which days the figures are of, and the same days as a file. */
export function FiguresHead({ tab, asked: { period, problem } }: FiguresHeadProps) {
  const { from, to } = period;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <PeriodPicker {...period} problem={problem} path={adminHref({ tab })} />
      <a href={`/admin/figures.csv?from=${from}&to=${to}`} download className="link py-1 text-13">
        Download CSV
      </a>
    </div>
  );
}
