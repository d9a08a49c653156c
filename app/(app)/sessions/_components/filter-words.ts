import { MODELS } from "@/lib/models/models";
import type { SessionsQuery } from "./sessions-query";

/** What the filters leave, as words behind "threads"; empty without a filter. */
export function filterWords({ model, saved }: SessionsQuery, packageName: string | null): string {
  const words = [
    ...(packageName === null ? [] : [`with ${packageName}`]),
    ...(model === undefined ? [] : [`on ${MODELS[model].label}`]),
    ...(saved === undefined ? [] : [saved ? "that are kept" : "that are not kept"]),
  ];
  return words.join(" ");
}
