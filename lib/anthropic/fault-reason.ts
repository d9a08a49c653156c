/** What went wrong at the provider or on the way to it. */
export type FaultReason =
  /** It says that it has too much to do (529). */
  | "overloaded"
  /** Its limit for our account, for now (429). */
  | "provider_limit"
  /** It answered with a fault of its own, or could not be reached. */
  | "unavailable"
  /** No response headers in time. */
  | "no_answer"
  /** The answer began and broke. */
  | "cut"
  /** Our account has spent what it may; waiting a moment does not help. */
  | "spend_limit"
  /** It does not take our key, or not for this. */
  | "account"
  /** It does not take what we sent. */
  | "rejected";
