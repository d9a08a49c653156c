import { defineCron } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { allThrough } from "@/lib/jobs/all-through";
import { runJob } from "@/lib/jobs/run-job.server";
import { sweepRuns } from "@/lib/runs/sweep-runs.server";
import { judgeLater } from "@/lib/sessions/judge-later.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineCron((now) =>
    runJob("sweep", now, async (at) => {
      // Neither is kept from its work by the other.
      const [swept, judged] = await allThrough([sweepRuns(at), judgeLater(at)]);
      return { ...swept, ...judged };
    }),
  ),
});
