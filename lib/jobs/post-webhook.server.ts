import "server-only";
import type { Outcome } from "@/lib/jobs/delivery";

/** More than a connection may take, so that one which never came about is known for what it is. */
const PATIENCE_MS = 15_000;

/** Faults before anything was sent: no such host, nobody there, or not who it should be. */
const NOT_REACHED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$|CERT|TLS|SSL|^UNABLE_/;

/** A gateway that waited for an answer in vain does not say whether the message arrived. */
const MAYBE_TAKEN = 504;

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (typeof cause !== "object" || cause === null) return "unknown";
  if ("code" in cause && typeof cause.code === "string") return cause.code;
  return "name" in cause && typeof cause.name === "string" ? cause.name : "unknown";
}

/** Posts a message as JSON, once; does not follow where it is sent on to. Never rejects. */
export async function postWebhook(url: string, message: unknown): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(message),
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    if (response.ok) return { state: "sent" };
    const problem = `the webhook answered ${response.status}`;
    return { state: response.status === MAYBE_TAKEN ? "in_doubt" : "refused", problem };
  } catch (error) {
    const code = codeOf(error);
    return NOT_REACHED.test(code)
      ? { state: "refused", problem: `the webhook could not be reached (${code})` }
      : { state: "in_doubt", problem: `the webhook did not answer (${code})` };
  }
}
