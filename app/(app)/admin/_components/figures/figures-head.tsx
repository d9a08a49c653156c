import { PeriodPicker } from "@/components/insights/period-picker";
import type { readPeriod } from "@/components/insights/read-period";
import { Button } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href-with";
import { type AdminQuery, adminHref } from "../admin-query";

type FiguresHeadProps = { tab: AdminQuery["tab"]; asked: ReturnType<typeof readPeriod> };

/** Which days the figures are of, and the same days as a file. */
export function FiguresHead({ tab, asked: { period, problem } }: FiguresHeadProps) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-96">
        <PeriodPicker {...period} problem={problem} path={adminHref({ tab })} />
      </div>
      <Button asChild size="small">
        <a href={hrefWith("/admin/figures.csv", period)} download>
          Download CSV
        </a>
      </Button>
    </div>
  );
}
