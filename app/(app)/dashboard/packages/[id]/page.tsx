import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { periodWords } from "@/components/insights/figure-words";
import { Part } from "@/components/insights/part";
import { PeriodPicker } from "@/components/insights/period-picker";
import { readPeriod } from "@/components/insights/read-period";
import { FormatMark } from "@/components/packages/format-mark";
import { packageHref } from "@/components/packages/package-words";
import { Button } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href-with";
import { Mark } from "@/components/ui/mark";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { managesPackage } from "@/lib/packages/manages-package.server";
import { DashboardTabs } from "../../_components/dashboard-tabs";
import { packageSentence } from "../_components/figure-sentences";
import { FeedbackPart } from "./_components/feedback-part";
import { findFigures } from "./_components/find-figures";
import { InstallsPart } from "./_components/installs-part";
import { MainFigures } from "./_components/main-figures";
import { ModelTable } from "./_components/model-table";
import { PicksPart } from "./_components/picks-part";
import { RunsChart } from "./_components/runs-chart";
import { SuggestionTable } from "./_components/suggestion-table";
import { Unused } from "./_components/unused";
import { VersionTable } from "./_components/version-table";

type Props = PageProps<"/dashboard/packages/[id]">;

async function readAddress({ params, searchParams }: Props) {
  const { id } = await params;
  const parameters = await searchParams;
  const at = now();
  return { id, path: `/dashboard/packages/${id}`, parameters, ...readPeriod(parameters, at), today: dayOf(at) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { id, period } = await readAddress(props);
  const figures = await findFigures(id, period.from, period.to);
  return { title: figures === null ? "Not found" : `Figures of ${figures.name}` };
}

function Lead({ figures, when }: { figures: PackageFigures; when: string }) {
  return (
    <>
      {packageSentence(figures, when)}
      <span className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
        <FormatMark format={figures.format} />
        {figures.visibility === "private" && <Mark>Private</Mark>}
        <Link href={packageHref(figures)} className="link">
          Package page
        </Link>
      </span>
    </>
  );
}

/** Nothing by others, in these days or any. */
const isUnused = ({ people, installs }: PackageFigures) => people === 0 && installs === 0;

type FiguresProps = { figures: PackageFigures; when: string };

/** Everything but the chart and what people say. */
function Figures({ figures, when }: FiguresProps) {
  const { byVersion, byModel, suggestedInputs, againstNoPrompt } = figures;
  return (
    <>
      <MainFigures figures={figures} />
      <PicksPart picks={againstNoPrompt} when={when} />
      {byVersion.length > 0 && (
        <Part id="versions" title="By version">
          <VersionTable lines={byVersion} />
        </Part>
      )}
      {byModel.length > 0 && (
        <Part id="models" title="By model">
          <ModelTable lines={byModel} />
        </Part>
      )}
      {suggestedInputs.length > 0 && (
        <Part
          id="suggested"
          title="Suggested inputs"
          lead="People since the beginning, each counted once for an input."
        >
          <SuggestionTable lines={suggestedInputs} />
        </Part>
      )}
      <InstallsPart figures={figures} when={when} />
    </>
  );
}

export default async function PackageFiguresPage(props: Props) {
  const { id, path, parameters, period, asked, problem, today } = await readAddress(props);
  const viewer = await requireViewer(hrefWith(path, asked));
  const figures = await findFigures(id, period.from, period.to);
  if (figures === null) notFound();
  const manages = await managesPackage(viewer.id, id);
  const when = periodWords(period, today);
  const hrefOf = (comments?: string) => `${hrefWith(path, { ...period, comments })}#votes`;
  const hasRuns = figures.runs + figures.managers.runs + figures.baseline.runs > 0;
  const unused = isUnused(figures);
  return (
    <Page title={`${figures.scope}/${figures.name}`} lead={<Lead figures={figures} when={when} />}>
      <DashboardTabs current="packages" days={asked} />
      {(hasRuns || !unused) && (
        <>
          <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <div className="min-w-0 flex-1 basis-96">
              <PeriodPicker {...period} path={path} problem={problem} />
            </div>
            <Button asChild size="small">
              <a href={hrefWith(`${path}/figures.csv`, period)} download>
                Download CSV
              </a>
            </Button>
          </div>
          <div className="mt-6">
            <RunsChart figures={figures} today={today} />
          </div>
        </>
      )}
      {unused ? (
        <Unused figures={figures} manages={manages} />
      ) : (
        <div className="mt-10 flex flex-col gap-12">
          <Figures figures={figures} when={when} />
          <FeedbackPart votes={figures.votes} packageId={id} cursor={parameters["comments"]} {...{ manages, hrefOf }} />
        </div>
      )}
    </Page>
  );
}
