import { request } from "@/components/http/request";

/** How long to wait before the server is asked again to stop a run. */
const PAUSE_MS = 1_500;

async function sendStop(runId: string): Promise<"sent" | "unheard" | "refused"> {
  const answer = await request("POST", `/api/v1/playground/runs/${runId}/stop`, { body: {} });
  if (answer.ok) return "sent";
  const isLater = answer.status === 0 || answer.status === 429 || answer.status >= 500;
  return isLater ? "unheard" : "refused";
}

/** Asks for a run's end until the server has heard it or refuses it, or until it is wanted no more. */
export async function insistOnStop(runId: string, isWanted: () => boolean): Promise<"sent" | "refused" | "unwanted"> {
  while (isWanted()) {
    const answer = await sendStop(runId);
    if (answer !== "unheard") return answer;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return "unwanted";
}
