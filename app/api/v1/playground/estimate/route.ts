import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { parseOrRefuse } from "@/lib/http/parse";
import { ComparisonRequest } from "@/lib/runs/comparison-request";
import { estimateComparison } from "@/lib/runs/estimate-comparison.server";
import { estimateRun } from "@/lib/runs/estimate-run.server";
import { RunRequest } from "@/lib/runs/run-request";

/** Whose shape it is to have is told by `lanes`, so that what is wrong is said of that one. */
const Body = z.looseObject({ lanes: z.unknown().optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "estimate", body: Body }, async ({ viewer, body, now }) =>
    Response.json(
      body.lanes === undefined
        ? await estimateRun(viewer.id, parseOrRefuse(RunRequest, body), now)
        : await estimateComparison(viewer.id, parseOrRefuse(ComparisonRequest, body), now),
    ),
  ),
});
