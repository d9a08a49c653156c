import { createHmac } from "node:crypto";
import type { Attempt, KeptEvent } from "../state/rows";

const TIMEOUT_MS = 15_000;
const ANSWER_LENGTH = 200;

/** The header that proves where a webhook comes from; its time is the real one, in epoch seconds. */
function signatureHeader(body: string, secret: string, at: number): string {
  const signature = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
  return `t=${at},v1=${signature}`;
}

/** May a webhook go there? This server talks to its own machine only. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && ["127.0.0.1", "localhost", "[::1]"].includes(new URL(url).hostname);
}

/** Sends an event once, signed, and tells what came of it. `origin` is the address at which we are reached. */
export async function sendEvent(
  event: KeptEvent,
  { url, secret, withOrigin }: { url: string; secret: string; withOrigin: (text: string) => string },
): Promise<Attempt> {
  const at = Date.now();
  const body = withOrigin(JSON.stringify(event, null, 2));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signatureHeader(body, secret, Math.floor(at / 1_000)),
        "user-agent": "Stripe/1.0 (local stand-in)",
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { at, status: response.status, answer: (await response.text()).slice(0, ANSWER_LENGTH) };
  } catch (error) {
    return { at, status: null, answer: String((error as Error).cause ?? error).slice(0, ANSWER_LENGTH) };
  }
}

export function isTaken({ status }: Attempt): boolean {
  return status !== null && status >= 200 && status < 300;
}
