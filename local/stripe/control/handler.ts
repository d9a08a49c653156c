import type { z } from "zod";
import { Refusal } from "../../stand-in/refusal";
import type { Work } from "../work";
import type { World } from "../world";

/** A request to one of the stand-in's own routes: the id in its address, its query and its JSON. */
export type ControlCall = { world: World; work: Work; id: string; query: URLSearchParams; body: unknown };

export type Control = { method: string; path: RegExp; handle: (call: ControlCall) => unknown };

/** One of the stand-in's own routes: `POST refunds`, `POST checkout/:id/pay`. */
export function control(operation: string, handle: Control["handle"]): Control {
  const [method = "", path = ""] = operation.split(" ");
  return { method, path: new RegExp(`^/_local/${path.replace(":id", "([^/]+)")}$`), handle };
}

/** The body in its shape, or a refusal that names what is wrong. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, `${issue?.path.join(".") || "The body"}: ${issue?.message}`);
}
