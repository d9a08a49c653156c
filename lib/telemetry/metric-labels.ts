/** Every reason a metric may carry. A closed list keeps the number of series bounded whatever a caller passes. */
const REASONS = new Set([
  // refused before it began
  "rate",
  "in_flight",
  "circuit_open",
  "restarting",
  "daily_cap",
  // failed
  "overloaded",
  "provider_limit",
  "unavailable",
  "no_answer",
  "no_first_token",
  "silent",
  "cut",
  "spend_limit",
  "account",
  "rejected",
  "process_lost",
  "restarted",
  // ended
  "end_turn",
  "max_tokens",
  "stopped",
  "refusal",
  "context_window",
]);

/** A reason as a label: itself, `none` when there is none, `other` when it is not on the list. */
export function boundedReason(reason: unknown): string {
  if (reason === undefined || reason === null) return "none";
  return typeof reason === "string" && REASONS.has(reason) ? reason : "other";
}
