import { PACK_NAMES, PACKS } from "@/lib/billing/packs";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read" }, async () =>
    Response.json({ items: PACK_NAMES.map((name) => PACKS[name]) }),
  ),
});
