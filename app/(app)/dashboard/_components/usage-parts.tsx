import { Chart } from "@/components/charts/chart";
import { modelWords } from "@/components/insights/figure-words";
import type { Day } from "@/lib/insights/day";
import type { Usage } from "@/lib/insights/get-usage.server";
import { modelOf } from "@/lib/insights/own-run";
import { usageChart } from "./usage-chart";
import { UsageFigures } from "./usage-figures";
import { runsHref, type UsageQuery, usageHref } from "./usage-query";
import { UsageTable } from "./usage-table";
import { packageWords } from "./usage-words";

function byModel({ byModel: lines, ...period }: Usage) {
  return lines.map(({ model, ...counts }) => {
    const href = runsHref(period, { model: modelOf(model) });
    return { key: model, words: modelWords(model), href, ...counts };
  });
}

function byPackage({ byPackage: lines, ...period }: Usage) {
  return lines.map((line) => {
    const which = line.packageId ?? (line.hasPackage ? "gone" : "none");
    return { ...line, key: which, words: packageWords(line), href: runsHref(period, { package: which }) };
  });
}

/** What was used in a period: one large chart, then tables and figures. */
export function UsageParts({ usage, query, today }: { usage: Usage; query: UsageQuery; today: Day }) {
  const { measure, hasAllPackages } = query;
  const fold = { isOpen: hasAllPackages, href: usageHref({ ...query, hasAllPackages: !hasAllPackages }) };
  return (
    <>
      <div className="mt-6">
        <Chart {...usageChart(usage, measure, today)} empty={`No ${measure} were used in these days.`} />
      </div>
      <div className="my-10 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <UsageTable title="By package" by="Package" lines={byPackage(usage)} measure={measure} fold={fold} />
        <div className="flex min-w-0 flex-col gap-10">
          <UsageTable title="By model" by="Model" lines={byModel(usage)} measure={measure} />
          <UsageFigures usage={usage} />
        </div>
      </div>
    </>
  );
}
