import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, type Load, promptOf, type Target } from "./load";
import { monotonicMs } from "./monotonic";

/**
 * The clients of these benches, in a process of their own: sends a load's requests at its pace, reads every answer,
 * and tells its parent what became of each.
 */
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
const STAMP = /@(\d+\.\d+) /;
const AT = "@".charCodeAt(0);

function messageOf({ kind, tokens }: Target, id: number, prompt: string) {
  if (kind === "ours") {
    const token = tokens[id % tokens.length];
    const body = { baseline: true, model: "haiku", maxCredits: 10, userInput: prompt };
    return { path: "/api/v1/playground/run", headers: { authorization: `Bearer ${token}` }, body };
  }
  const messages = [{ role: "user", content: prompt }];
  const body = { model: "bench", max_tokens: 1_000, stream: true, messages };
  return { path: "/v1/messages", headers: { "x-api-key": "bench" }, body };
}

function countPieces(part: Buffer): number {
  let count = 0;
  for (let at = part.indexOf(AT); at !== -1; at = part.indexOf(AT, at + 1)) count += 1;
  return count;
}

function ask(load: Load, id: number): Promise<Answer> {
  const { path, headers, body } = messageOf(load.target, id, promptOf(id, load.pace));
  const payload = JSON.stringify(body);
  const answer: Answer = { id, sentAt: 0, status: 0, firstStamp: 0, firstAt: 0, endedAt: 0, pieces: 0, reads: 0 };
  return new Promise((resolve) => {
    const end = (): void => {
      answer.endedAt ||= monotonicMs();
      resolve(answer);
    };
    const outgoing = request(new URL(path, load.target.url), {
      ...{ method: "POST", agent },
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(payload),
        accept: "text/event-stream",
      },
    });
    outgoing.on("error", end);
    outgoing.on("response", (response) => {
      answer.status = response.statusCode ?? 0;
      let head = "";
      response.on("data", (part: Buffer) => {
        const pieces = countPieces(part);
        answer.pieces += pieces;
        if (pieces > 0) answer.reads += 1;
        if (answer.firstAt > 0) return;
        head += part.toString("latin1");
        const stamp = STAMP.exec(head)?.[1];
        if (stamp === undefined) return;
        answer.firstStamp = Number(stamp);
        answer.firstAt = monotonicMs();
      });
      response.on("end", end).on("error", end);
    });
    if (load.leaveAfterMs) setTimeout(() => outgoing.destroy(), load.leaveAfterMs).unref();
    outgoing.on("close", end);
    answer.sentAt = monotonicMs();
    outgoing.end(payload);
  });
}

async function carryOut(load: Load): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  const began = monotonicMs();
  for (let index = 0; index < load.count; index += 1) {
    const wait = began + (index * 1_000) / load.startsPerSecond - monotonicMs();
    if (wait > 0) await sleep(wait);
    answers.push(ask(load, load.firstId + index));
  }
  return Promise.all(answers);
}

process.on("message", (load: Load) => void carryOut(load).then((answers) => process.send?.(answers)));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });
