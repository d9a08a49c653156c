import { readPeriod } from "@/components/insights/read-period";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import type { AdminQuery } from "../admin-query";
import { periodWords } from "./figure-words";
import { FiguresHead } from "./figures-head";
import { FailuresTable, ModelUse } from "./model-tables";
import { Later, Part } from "./part";
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
        <Part id="active" title="Active people" room={100}>
          <ActivePeople />
        </Part>
        <Part id="rates" title={`Runs ${days}`} room={100}>
          <RunRates period={period} />
        </Part>
        <Part id="conversion" title="Who pays" room={120}>
          <Conversion period={period} />
        </Part>
      </div>
      <Later room={300}>
        <PeopleChart period={period} />
      </Later>
      <Part id="models" title="By model" room={140}>
        <ModelUse period={period} />
      </Part>
      <Part id="failures" title="Failures" room={90}>
        <FailuresTable period={period} />
      </Part>
    </div>
  );
}
