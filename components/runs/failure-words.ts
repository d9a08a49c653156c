import type { ErrorBody } from "@/lib/errors";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";

type Words = { what: string; next: string };

const FROM_THE_START = "Retry asks it again from the start.";

/** What happened with the provider, by the reason the server gives, and what to do about it. */
const REASONS: Readonly<Record<FailureReason, (name: string) => Words>> = {
  overloaded: (name) => ({
    what: `${name} is overloaded and took no more requests.`,
    next: "Another try in a moment often works; so may another model.",
  }),
  provider_limit: (name) => ({
    what: `${name} takes no more requests from us for the moment.`,
    next: "Try again when the time is over.",
  }),
  unavailable: (name) => ({
    what: `${name} could not be reached or had a fault of its own.`,
    next: "Try again in a minute.",
  }),
  no_answer: (name) => ({ what: `${name} did not answer in time.`, next: "Try again in a moment." }),
  no_first_token: (name) => ({
    what: `${name} took the question, but no text came in time.`,
    next: "Try again; less effort or a shorter input is answered sooner.",
  }),
  silent: (name) => ({ what: `${name} went quiet in the middle of its answer.`, next: FROM_THE_START }),
  cut: (name) => ({ what: `The connection to ${name} broke in the middle of its answer.`, next: FROM_THE_START }),
  spend_limit: () => ({
    what: "This installation has used up what it may spend with the provider.",
    next: "Runs go on when its operator raises the limit; until then another try will not help.",
  }),
  account: () => ({
    what: "Claude does not take this installation's key.",
    next: "Its operator has to act; until then another try will not help.",
  }),
  rejected: (name) => ({
    what: `${name} does not take this request as it is.`,
    next: "Another input or another model may be taken; the same one again will not.",
  }),
  process_lost: () => ({ what: "The server that worked on this run is gone.", next: FROM_THE_START }),
  restarted: () => ({ what: "The server was restarted while it worked on this run.", next: FROM_THE_START }),
};

const isKnown = (reason: string): reason is FailureReason => Object.hasOwn(REASONS, reason);

/** A run that this page may no longer look at; it is not over, and what it uses is charged. */
function unseenWords({ error }: ErrorBody): Words {
  if (error === "unauthenticated") {
    return { what: "You were signed out; the run goes on.", next: "Sign in again to see its answer and its receipt." };
  }
  if (error === "not_found") {
    return {
      what: "This thread was deleted, or its time has passed.",
      next: "What the run used is in your statement.",
    };
  }
  return { what: "The answer can't be read at the moment; the run goes on.", next: "Retry looks at it again." };
}

/** The sentence for a run that failed, and what to do next; "" where the sentence says it all. */
export function failureWords(error: ErrorBody, model: ModelName): Words {
  const reason = error["reason"];
  if (error["unseen"] === true) return unseenWords(error);
  if (typeof reason !== "string" || !isKnown(reason)) return { what: error.message, next: "" };
  return REASONS[reason](`Claude ${MODELS[model].label}`);
}

/** What a failed run cost, where the server said so, unless its own sentence says it already. */
export function chargeWords(error: ErrorBody, what: string): string {
  if (error["connectionLost"] === true)
    return "The run may have begun; trying again joins it and is never charged twice.";
  return error["creditsCharged"] !== 0 || /not charged/i.test(what) ? "" : "You were not charged.";
}
