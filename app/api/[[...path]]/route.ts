import { AppError } from "@/lib/errors";
import { errorResponse } from "@/lib/http/define-route.server";
import { newId } from "@/lib/id";

/** Addresses of /api and below that nothing answers are refused in the same shape as everything else. */
async function notFound(): Promise<Response> {
  return errorResponse(new AppError("not_found", { message: "There is no such address." }), newId());
}

export { notFound as DELETE, notFound as GET, notFound as PATCH, notFound as POST, notFound as PUT };
