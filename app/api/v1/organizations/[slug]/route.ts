import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { SlugParams } from "@/lib/http/slug-params";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: SlugParams }, async ({ viewer, params }) => {
    const found = await findOwnOrganization(viewer.id, params.slug);
    if (found === null) throw new AppError("not_found");
    return Response.json(found);
  }),
});
