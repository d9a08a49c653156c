import type { ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/local/stand-in/start-server";

type SlackMessage = { text: string; blocks: { type: string; text: { type: string; text: string } }[] };

type Manner = (response: ServerResponse) => void;

/** Waits until something is so; fails after thirty seconds. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (await isSo()) return;
    await sleep(50);
  }
  throw new Error("it did not come about");
}

/** Stands for an incoming webhook: keeps every message that reached it, and answers as it was told to. */
export async function startWebhookReceiver() {
  const heard: SlackMessage[] = [];
  const takes: Manner = (response) => void response.end("ok");
  let manner = takes;
  const server = await startServer(async (request, response) => {
    heard.push((await json(request)) as SlackMessage);
    manner(response);
  });
  return {
    url: `${server.url}/hooks/secret-of-the-webhook`,
    heard,
    /** How the next messages are answered; without a word they are taken. */
    answer(next: Manner = takes): void {
      manner = next;
    },
    stop: server.close,
  };
}
