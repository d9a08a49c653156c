import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signUpOrIn } from "@/lib/accounts/sign-up.server";
import { nextAuthOptions } from "@/lib/auth/next-auth-options.server";
import { isDirectLoopback } from "@/lib/auth/peer.server";
import { AppError } from "@/lib/errors";
import { errorResponse, type RouteHandler, requireAnonymousRoom } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { readBytes, unreadable } from "@/lib/http/read-body.server";
import { newId } from "@/lib/id";

/** A sign-in form is short; next-auth itself would read a body of any size. */
const MAX_FORM_BYTES = 64_000;

/** next-auth puts what an address says into the head of its answer, where these cannot stand. */
function requireNoControls({ url }: Request): void {
  const given = [...new URL(url).searchParams.values()];
  if (given.some((value) => /\p{Cc}/u.test(value))) throw unreadable("The address has control characters in it.");
}

/** What next-auth answers; what it does not know is unknown as elsewhere, and a fault of ours has our shape. */
function byNextAuth(read: (request: Request) => Promise<NextRequest>): RouteHandler {
  return async (request, context) => {
    try {
      requireNoControls(request);
      const options = nextAuthOptions({ signUp: signUpOrIn, devAllowed: isDirectLoopback(request.headers) });
      const response: Response = await NextAuth(options)(await read(request), context);
      if (response.status === 400) throw new AppError("not_found", { message: "There is no such address." });
      return response;
    } catch (error) {
      return errorResponse(error, newId());
    }
  };
}

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: byNextAuth(async (request) => new NextRequest(request)),
  POST: byNextAuth(async (request) => {
    await requireAnonymousRoom(request, "signIn");
    const body = await readBytes(request, MAX_FORM_BYTES);
    const { method, headers, url } = request;
    return new NextRequest(url, { method, headers, body: new Uint8Array(body) });
  }),
});
