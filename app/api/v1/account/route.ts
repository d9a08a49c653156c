import { deleteAccount } from "@/lib/account-data/delete-account.server";
import { DeletionRequest, isConfirmed } from "@/lib/account-data/deletion-request";
import { requireRecentSignIn } from "@/lib/auth/recent-sign-in.server";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

/** Deletes the caller's account, for good; only from a browser that was signed in within the last hour. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: defineRoute({ auth: "user", limit: "write", body: DeletionRequest }, async ({ viewer, body, now }) => {
    if (!isConfirmed(body, viewer)) {
      const message = "This is neither your e-mail address nor your handle.";
      throw new AppError("invalid_input", { message, details: { issues: [{ path: "confirm", message }] } });
    }
    requireRecentSignIn(viewer, now);
    return Response.json(await deleteAccount(viewer.id, now));
  }),
});
