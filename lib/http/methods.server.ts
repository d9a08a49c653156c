import "server-only";
import { AppError } from "@/lib/errors";
import type { RouteHandler } from "@/lib/http/define-route.server";
import { errorResponse } from "@/lib/http/define-route.server";
import { newId } from "@/lib/id";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The methods of an address. Those it does not answer are refused in the product's error shape, naming those it does. */
export function methods(handlers: Partial<Record<Method, RouteHandler>>): Record<Method, RouteHandler> {
  const allow = METHODS.filter((method) => handlers[method] !== undefined).join(", ");
  const refuse: RouteHandler = async () => {
    const response = errorResponse(new AppError("method_not_allowed", { details: { allow } }), newId());
    response.headers.set("Allow", allow);
    return response;
  };
  return {
    GET: handlers.GET ?? refuse,
    POST: handlers.POST ?? refuse,
    PUT: handlers.PUT ?? refuse,
    PATCH: handlers.PATCH ?? refuse,
    DELETE: handlers.DELETE ?? refuse,
  };
}
