import type { Metadata } from "next";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { Chart } from "@/components/charts/chart";
import { dayAxis, dayColumns, sums } from "@/components/insights/day-columns";
import { periodWords } from "@/components/insights/figure-words";
import { Part } from "@/components/insights/part";
import { PeriodPicker } from "@/components/insights/period-picker";
import { readPeriod } from "@/components/insights/read-period";
import { hrefWith } from "@/components/ui/href-with";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import { getAuthor } from "@/lib/insights/get-author.server";
import { DashboardTabs } from "../_components/dashboard-tabs";
import { packagesSentence } from "./_components/figure-sentences";
import { NoPackages } from "./_components/no-packages";
import { PackageTable } from "./_components/package-table";

export const metadata: Metadata = { title: "My packages" };

const PATH = "/dashboard/packages";

export default async function AuthorPage({ searchParams }: PageProps<"/dashboard/packages">) {
  const at = now();
  const today = dayOf(at);
  const { period, asked, problem } = readPeriod(await searchParams, at);
  const viewer = await requireViewer(hrefWith(PATH, asked));
  const { packages, byDay } = await getAuthor(viewer.id, period);
  const columns = dayColumns(byDay);
  const { unit, ...axis } = dayAxis(columns, today);
  return (
    <Page title="My packages" lead={packagesSentence(packages, periodWords(period, today))}>
      <DashboardTabs current="packages" days={asked} />
      {packages.length === 0 ? (
        <NoPackages />
      ) : (
        <>
          <PeriodPicker {...period} path={PATH} problem={problem} />
          <div className="mt-6">
            <Chart
              label={`Runs by others, by ${unit}`}
              kind="bars"
              {...axis}
              series={[{ key: "runs", label: "Runs", values: sums(columns, ({ runs }) => runs) }]}
              empty="Nobody else ran a package of yours in these days."
            />
          </div>
          <Part
            className="mt-12"
            id="packages"
            title="Packages"
            lead="Yours and those of your organisations. Runs, people and installs are other people's. Own runs are by those who look after the package; no-prompt runs are what others compared it with. People are counted since the beginning."
          >
            <PackageTable packages={packages} days={asked} />
          </Part>
        </>
      )}
    </Page>
  );
}
