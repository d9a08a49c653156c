import { type Answer, NO_ANSWER, request } from "@/components/http/request";
import { pause } from "@/components/runs/stream/wake";
import type { Estimate } from "@/lib/runs/run";
import type { RunRequest } from "@/lib/runs/run-request";

/** A line on which nothing comes back for so long is taken for dead. */
const PATIENCE_MS = 10_000;
/** How long until a quote that nobody answered is asked for again; waking ends the wait. */
const AGAIN_MS = 15_000;
/** On waking the network is hardly there, and several signs of it come together. */
const SETTLE_MS = 350;

/** What stands in the quote's place meanwhile. Status 0: nobody has answered. */
const UNHEARD: Answer<Estimate> = {
  ok: false,
  status: 0,
  error: { ...NO_ANSWER, message: "No connection; the price is asked for again by itself." },
};

/** Asks once; nobody answered where the network fails or is silent, or something between us and the server spoke. */
async function ask(body: RunRequest, signal: AbortSignal): Promise<Answer<Estimate>> {
  const line = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const answer = await request<Estimate>("POST", "/api/v1/playground/estimate", { body, signal: line }).catch(
    () => null,
  );
  return answer === null || (!answer.ok && answer.error === NO_ANSWER) ? UNHEARD : answer;
}

/** Asks what a run can cost until somebody answers; `tell` hears each outcome, and nothing after the signal. */
export async function askQuote(
  body: RunRequest,
  signal: AbortSignal,
  tell: (answer: Answer<Estimate>) => void,
): Promise<void> {
  while (!signal.aborted) {
    const answer = await ask(body, signal);
    if (signal.aborted) return;
    tell(answer);
    if (answer !== UNHEARD) return;
    await pause(AGAIN_MS, signal);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  }
}
