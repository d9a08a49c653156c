import { seeBudget } from "@/lib/credits/budget.server";
import { SeenBudget } from "@/lib/credits/budget-request";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", body: SeenBudget }, async ({ viewer, body, now }) =>
    Response.json(await seeBudget(viewer.id, body.percent, now)),
  ),
});
