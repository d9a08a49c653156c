import { getBudget, removeBudget, setBudget } from "@/lib/credits/budget.server";
import { NewBudget } from "@/lib/credits/budget-request";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer, now }) =>
    Response.json(await getBudget(viewer.id, now)),
  ),
  PUT: defineRoute({ auth: "user", limit: "write", body: NewBudget }, async ({ viewer, body, now }) =>
    Response.json(await setBudget(viewer.id, body.credits, now)),
  ),
  DELETE: defineRoute({ auth: "user", limit: "write" }, async ({ viewer, now }) =>
    Response.json(await removeBudget(viewer.id, now)),
  ),
});
