import { periodWords } from "@/components/insights/figure-words";
import { readPeriod } from "@/components/insights/read-period";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import type { AdminQuery } from "../admin-query";
import { CountedPart, Later } from "./counted-part";
import { FiguresHead } from "./figures-head";
import { FailuresTable, ModelUse } from "./model-tables";
import { PeopleChart, RunsChart } from "./runs-figures";
import { TodaySummary } from "./today-summary";
import { ActivePeople, Conversion, RunRates } from "./use-figures";

/** Whether all is well, then what is run and by how many. */
export function OverviewTab({ query }: { query: AdminQuery }) {
  const at = now();
  const asked = readPeriod(query, at);
  const { period } = asked;
  const days = periodWords(period, dayOf(at));
  return (
    <div className="flex flex-col gap-10">
      <div>
        <Later room={90}>
          <TodaySummary />
        </Later>
      </div>
      <FiguresHead tab={query.tab} asked={asked} />
      <Later room={300}>
        <RunsChart period={period} />
      </Later>
      <div className="grid gap-x-12 gap-y-10 md:grid-cols-3">
        <CountedPart id="active" title="Active people" room={100}>
          <ActivePeople />
        </CountedPart>
        <CountedPart id="rates" title={`Runs ${days}`} room={100}>
          <RunRates period={period} />
        </CountedPart>
        <CountedPart id="conversion" title="Who pays" room={120}>
          <Conversion period={period} />
        </CountedPart>
      </div>
      <Later room={300}>
        <PeopleChart period={period} />
      </Later>
      <CountedPart id="models" title="By model" room={140}>
        <ModelUse period={period} />
      </CountedPart>
      <CountedPart id="failures" title="Failures" room={90}>
        <FailuresTable period={period} />
      </CountedPart>
    </div>
  );
}
