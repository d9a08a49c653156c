import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { forkShare } from "@/lib/sessions/fork-share.server";

const goTo = (path: string) => new Response(null, { status: 303, headers: { Location: path } });

/** The page's form, which needs no JavaScript: makes the session and opens it, or has the reader sign in first. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "anyone", limit: "write", params: TokenParams }, async ({ viewer, params, now }) => {
    const page = `/playground/shared/${encodeURIComponent(params.token)}`;
    if (viewer === null) return goTo(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
    const fork = forkShare({ user: viewer, token: params.token, body: {}, now });
    return fork.then(
      ({ sessionId }) => goTo(`/playground?session=${sessionId}`),
      (error: unknown) => {
        // The link ended while it was read: its page says so, in words.
        if (error instanceof AppError && error.code === "not_found") return goTo(page);
        throw error;
      },
    );
  }),
});
