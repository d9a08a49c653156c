import { defineCron } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { sweepRuns } from "@/lib/runs/sweep-runs.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: defineCron((now) => sweepRuns(now)) });
