/** Each way a run can end, and what is charged for it. */
export const ENDS = [
  { end: "It finished", charge: "What it used, never above the quote." },
  {
    end: "The budget ended the text",
    charge: "What it used. The text is kept, and you may go on for a stated maximum.",
  },
  { end: "You stopped it after some text", charge: "What it used, at least the model's minimum." },
  { end: "You stopped it before the first text", charge: "Nothing, within a daily allowance." },
  { end: "The model declined to answer", charge: "Nothing, within a daily allowance." },
  { end: "It only thought and wrote nothing", charge: "Nothing, within a daily allowance." },
  { end: "The provider failed, was overloaded or broke off", charge: "Nothing, also when text had arrived." },
  { end: "We failed", charge: "Nothing." },
  { end: "You closed the page", charge: "The run goes on without it and ends as one of the above." },
] as const;

export const REFUSALS = [
  { status: 401, code: "unauthenticated", means: "No token, or one that has ended." },
  {
    status: 402,
    code: "insufficient_credits",
    means: "Says what the run needs (required) and what there is (available).",
  },
  { status: 404, code: "not_found", means: "It is not there, or it is someone else's." },
  { status: 409, code: "idempotency_mismatch", means: "The key was used before with other content." },
  { status: 422, code: "invalid_input", means: "Names each problem in issues." },
  { status: 422, code: "budget_too_small", means: "Says the smallest budget that works (minCredits)." },
  { status: 429, code: "rate_limited", means: "Says when to come back (retryAfterSeconds)." },
  { status: 503, code: "model_unavailable", means: "The provider is not answering. Nothing was charged." },
] as const;
