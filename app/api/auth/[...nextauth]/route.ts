import NextAuth from "next-auth";
import { signUpOrIn } from "@/lib/accounts/sign-up.server";
import { nextAuthOptions } from "@/lib/auth/next-auth-options.server";
import { isDirectLoopback } from "@/lib/auth/peer.server";
import type { RouteContext } from "@/lib/http/define-route.server";

async function handle(request: Request, context: RouteContext): Promise<Response> {
  const options = nextAuthOptions({ signUp: signUpOrIn, devAllowed: isDirectLoopback(request.headers) });
  return NextAuth(options)(request, context);
}

export { handle as GET, handle as POST };
