import { AccountChange } from "@/lib/accounts/account-change";
import { changeAccount } from "@/lib/accounts/change-account.server";
import { getUserRecord } from "@/lib/accounts/user-record.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: AccountChange },
    async ({ viewer, params, body, now }) => {
      await changeAccount({ userId: params.id, change: body, actorId: viewer.id, now });
      return Response.json(await getUserRecord(params.id));
    },
  ),
});
