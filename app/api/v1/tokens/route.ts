import { z } from "zod";
import { issueOneOfFew, listApiTokens } from "@/lib/accounts/api-tokens.server";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { writtenText } from "@/lib/text";

const DAY_MS = 24 * 60 * 60 * 1_000;

const NewToken = z.object({ name: writtenText({ max: 80 }), days: z.int().min(1).max(365).default(30) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer }) =>
    Response.json({ items: await listApiTokens(viewer.id), nextCursor: null }),
  ),
  POST: defineRoute({ auth: "user", limit: "write", body: NewToken }, async ({ viewer, body, now }) => {
    if (viewer.via === "token") {
      throw new AppError("forbidden", { message: "A token cannot make another; sign in and use the settings." });
    }
    const expiresAt = new Date(now.getTime() + body.days * DAY_MS);
    return Response.json(await issueOneOfFew({ userId: viewer.id, name: body.name, scope: "user", expiresAt }));
  }),
});
