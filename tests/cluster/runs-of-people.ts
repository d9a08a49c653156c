import { PAID_GRANT, purchaseIdOf } from "@/tests/support/paid-grant";
import { rows } from "@/tests/support/product";

export const RUN = "/api/v1/playground/run";

export async function giveCredits(userId: string, credits: number): Promise<void> {
  const key = `stripe:pi:cluster-${userId}:grant`;
  await rows(PAID_GRANT, [new Date(), userId, credits, key, purchaseIdOf(key)]);
}

type Sent = { userInput: string; key?: string } & Record<string, unknown>;

/** Starts a run without a package and answers its event stream. */
export function sendRun(url: string, token: string, { key, ...body }: Sent): Promise<Response> {
  return fetch(`${url}${RUN}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "text/event-stream",
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    body: JSON.stringify({ baseline: true, ...body }),
  });
}

type Upstream = { label: string | null; startedAt: number; endedAt: number | null; aborted: boolean };

/** What the provider was asked under a label. */
export async function upstreamOf(claudeUrl: string, label: string): Promise<Upstream[]> {
  const requests = (await (await fetch(`${claudeUrl}/_local/requests?after=0`)).json()) as Upstream[];
  return requests.filter((request) => request.label === label);
}
