import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { signUpOrIn } from "@/lib/accounts/sign-up.server";
import { nextAuthOptions } from "@/lib/auth/next-auth-options.server";
import { isDirectLoopback } from "@/lib/auth/peer.server";
import { errorResponse, type RouteContext, requireAnonymousRoom } from "@/lib/http/define-route.server";
import { readBytes } from "@/lib/http/read-body.server";
import { newId } from "@/lib/id";

/** A sign-in form is short; next-auth itself would read a body of any size. */
const MAX_FORM_BYTES = 64_000;

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const options = nextAuthOptions({ signUp: signUpOrIn, devAllowed: isDirectLoopback(request.headers) });
  return NextAuth(options)(request, context);
}

async function post(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    await requireAnonymousRoom(request, "signIn");
    const body = await readBytes(request, MAX_FORM_BYTES);
    const { method, headers, url } = request;
    return await handle(new NextRequest(url, { method, headers, body: new Uint8Array(body) }), context);
  } catch (error) {
    return errorResponse(error, newId());
  }
}

export { handle as GET, post as POST };
