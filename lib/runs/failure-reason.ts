import type { FaultReason } from "@/lib/anthropic/fault-reason";

/** Why a run failed, in words a program can compare; the code beside it says whose fault it was. */
export type FailureReason =
  | FaultReason
  /** Headers, and then neither thinking nor text in time. */
  | "no_first_token"
  /** It began and went quiet. */
  | "silent"
  /** The process that ran it is gone without a word. */
  | "process_lost"
  /** The server was stopped, and the run was not over when it had to go. */
  | "restarted";

const SENTENCES: Readonly<Partial<Record<FailureReason, string>>> = {
  overloaded: "Claude has too much to do right now; you were not charged.",
  provider_limit: "Claude takes no more requests from here for a moment; you were not charged.",
  unavailable: "Claude could not be reached or had a fault of its own; you were not charged.",
  no_answer: "Claude did not pick up in time; you were not charged.",
  no_first_token: "Claude took the request and wrote nothing for too long; you were not charged.",
  silent: "Claude went quiet in the middle of its answer; you were not charged.",
  cut: "The answer broke off on its way from Claude; you were not charged.",
  spend_limit: "Runs are paused: this installation has used up what it may spend at Claude. You were not charged.",
  process_lost: "The server that ran this was lost; you were not charged.",
  restarted: "The server was restarted before the answer was complete; you were not charged.",
};

/** What people read about a failure; undefined where the error code's own sentence says enough. */
export function failureSentence(reason: FailureReason | null): string | undefined {
  return reason === null ? undefined : SENTENCES[reason];
}

/** Failures that waiting does not cure open the provider's circuit at once. */
export function opensAtOnce(reason: FailureReason): boolean {
  return reason === "spend_limit";
}
