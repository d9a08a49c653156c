import { setTimeout as delay } from "node:timers/promises";

/** Asks `url` until it answers 200 (true), or until `hasEnded` or the deadline (false). */
export async function waitUntilAnswers(
  url: string,
  { timeoutMs, hasEnded, signal }: { timeoutMs: number; hasEnded: () => boolean; signal?: AbortSignal | undefined },
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && !hasEnded()) {
    if (await answers(url, signal)) return true;
    await delay(50, undefined, signal ? { signal } : {});
  }
  return false;
}

async function answers(url: string, signal: AbortSignal | undefined): Promise<boolean> {
  const patience = AbortSignal.timeout(30_000); // `next dev` compiles at the first request
  try {
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, patience]) : patience });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
