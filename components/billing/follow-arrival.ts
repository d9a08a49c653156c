import { setCredits } from "@/components/credits/credit-store";
import { type Answer, request } from "@/components/http/request";
import type { ReceiptLine } from "@/lib/billing/purchase";
import type { SubscriptionState } from "@/lib/billing/subscription";
import type { CreditSummary } from "@/lib/credits/credits";
import { type Expected, isSettled, pauseAfter, type Stage, stageOfPlan, stageOfPurchase } from "./arrival";

const CREDITS = "/api/v1/playground/credits?details=true";

/** What a refusal says of it; null where it only says that there is no answer at the moment. */
function stageOfRefusal({ error: { error } }: Extract<Answer<unknown>, { ok: false }>): Stage | null {
  if (error === "not_found" || error === "invalid_input") return { is: "unknown" };
  return error === "unauthenticated" ? { is: "signed-out" } : null;
}

async function readWallet(signal: AbortSignal): Promise<void> {
  const wallet = await request<CreditSummary>("GET", CREDITS, { signal });
  if (wallet.ok) setCredits(wallet.body);
}

/** Asks once how far it has come; null without an answer. What has arrived is in the wallet on screen before it is said. */
async function askStage(expected: Expected, signal: AbortSignal): Promise<Stage | null> {
  if (expected.kind === "plus") {
    const answer = await request<SubscriptionState>("GET", "/api/v1/playground/subscription", { signal });
    if (!answer.ok) return stageOfRefusal(answer);
    const stage = stageOfPlan(answer.body);
    if (stage.is === "begun") await readWallet(signal);
    return stage;
  }
  const path = `/api/v1/playground/credits/purchases/${expected.id}`;
  const answer = await request<ReceiptLine>("GET", path, { signal });
  if (!answer.ok) return stageOfRefusal(answer);
  const stage = stageOfPurchase(answer.body, Date.now());
  if (stage.is === "added") await readWallet(signal);
  return stage;
}

function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== "visible" && !signal.aborted) return;
      document.removeEventListener("visibilitychange", look);
      resolve();
    };
    document.addEventListener("visibilitychange", look);
    signal.addEventListener("abort", look, { once: true });
    look();
  });
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks again and again, not while the page is hidden, until it has arrived, or cannot, or for long enough. */
export async function followArrival(
  expected: Expected,
  signal: AbortSignal,
  onStage: (stage: Stage) => void,
): Promise<void> {
  for (let tries = 1; !signal.aborted; tries += 1) {
    await untilVisible(signal);
    const stage = await askStage(expected, signal).catch(() => null);
    if (signal.aborted) return;
    if (stage !== null) onStage(stage);
    if (stage !== null && isSettled(stage)) return;
    const pause = pauseAfter(tries);
    if (pause === null) return onStage({ is: "silent" });
    await wait(pause);
  }
}
