import { settleDeletedAccounts } from "@/lib/account-data/settle-deleted.server";
import { reconcile } from "@/lib/billing/reconcile.server";
import { defineCron } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { keepRollups } from "@/lib/insights/keep-rollups.server";
import { allThrough } from "@/lib/jobs/all-through";
import { runJob } from "@/lib/jobs/run-job.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineCron((now) =>
    runJob("reconcile", now, async (at) => {
      // None is kept from its work by another that fails.
      const [checked, rollups, deletedAccounts] = await allThrough([
        reconcile(at),
        keepRollups(at),
        settleDeletedAccounts(at),
      ]);
      return { ...checked, rollups, deletedAccounts };
    }),
  ),
});
