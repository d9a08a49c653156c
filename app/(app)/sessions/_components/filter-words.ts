import { MODELS } from "@/lib/models/models";
import type { SessionsQuery } from "./sessions-query";

/** What the filters leave, as words behind "threads"; empty without a filter. */
export function filterWords({ model, saved, shared }: SessionsQuery, packageName: string | null): string {
  const states = [
    ...(saved === undefined ? [] : [saved ? "kept" : "not kept"]),
    ...(shared === undefined ? [] : [shared ? "shared" : "not shared"]),
  ];
  const words = [
    ...(packageName === null ? [] : [`with ${packageName}`]),
    ...(model === undefined ? [] : [`on ${MODELS[model].label}`]),
    ...(states.length === 0 ? [] : [`that are ${states.join(" and ")}`]),
  ];
  return words.join(" ");
}
