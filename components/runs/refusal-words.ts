import type { ErrorBody } from "@/lib/errors";

/** Why a run was not let begin, where a person can be told more than the answer says; null otherwise. */
export function refusalWords(error: ErrorBody): string | null {
  switch (error["reason"]) {
    case "in_flight":
      return "As many runs as you may have at once are in progress. Wait for one to end, or stop it.";
    case "rate":
      return "That were as many runs as you may start in a minute.";
    case "restarting":
      return "The server is still restarting; your run was not started and nothing was charged.";
    default:
      return null;
  }
}
