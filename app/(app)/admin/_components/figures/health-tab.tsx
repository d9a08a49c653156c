import { readPeriod } from "@/components/insights/read-period";
import { now } from "@/lib/clock";
import type { AdminQuery } from "../admin-query";
import { AlertsPanel } from "../alerts-panel";
import { CountedPart, Later } from "./counted-part";
import { FailuresChart } from "./failures-chart";
import { FiguresHead } from "./figures-head";
import { HealthSummary } from "./health-summary";
import { CostAlarm, JobsTable, Waiting } from "./health-tables";

/** Whether the machinery keeps up, and what was alerted. */
export function HealthTab({ query }: { query: AdminQuery }) {
  const asked = readPeriod(query, now());
  const { period } = asked;
  return (
    <div className="flex flex-col gap-10">
      <div>
        <Later room={90}>
          <HealthSummary />
        </Later>
      </div>
      <Later room={160}>
        <AlertsPanel now={now()} />
      </Later>
      <CountedPart id="jobs" title="Scheduled jobs" room={150}>
        <JobsTable />
      </CountedPart>
      <div className="grid gap-x-12 gap-y-10 md:grid-cols-2">
        <CountedPart id="holds" title="Webhooks and holds" room={80}>
          <Waiting />
        </CountedPart>
        <CountedPart id="cost" title="Cost at the provider" room={80}>
          <CostAlarm />
        </CountedPart>
      </div>
      <FiguresHead tab={query.tab} asked={asked} />
      <Later room={300}>
        <FailuresChart period={period} />
      </Later>
    </div>
  );
}
