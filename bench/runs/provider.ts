import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { idealMs, type Pace, readPrompt } from "./load";
import { monotonicMs } from "./monotonic";

/**
 * The model of these benches, in a process of its own: as local/claude speaks, but lean, to the millisecond, and each
 * piece of text is the instant at which it was written (`@123.456 `). Tells its parent its port, then on request
 * when each request arrived and how late its own answers ended.
 */
const TICK_MS = 2;

type Stream = { res: ServerResponse; pace: Pace; startedAt: number; written: number };
export type ProviderLog = { arrivals: [id: number, at: number][]; lateMs: number[] };

const streams = new Set<Stream>();
const log: ProviderLog = { arrivals: [], lateMs: [] };

const frame = (event: { type: string; [field: string]: unknown }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const usage = { input_tokens: 30, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };
const OPENING =
  frame({
    type: "message_start",
    message: {
      ...{ id: "msg_bench", type: "message", role: "assistant", model: "bench", content: [], stop_reason: null },
      usage: { ...usage, output_tokens: 1 },
    },
  }) + frame({ type: "content_block_start", index: 0, content_block: { type: "text", text: "", citations: null } });
const [BEFORE = "", AFTER = ""] = frame({
  type: "content_block_delta",
  index: 0,
  delta: { type: "text_delta", text: "|" },
}).split("|");
const closing = (pieces: number): string =>
  frame({ type: "content_block_stop", index: 0 }) +
  frame({
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { ...usage, output_tokens: pieces },
  }) +
  frame({ type: "message_stop" });

function writeDue(stream: Stream, now: number): void {
  const { res, pace, startedAt } = stream;
  const since = now - startedAt - pace.firstPieceMs;
  if (since < 0) return;
  const due = Math.min(pace.pieces, 1 + Math.floor((since * pace.perSecond) / 1_000));
  if (due === stream.written) return;
  let text = "";
  for (; stream.written < due; stream.written += 1) text += `${BEFORE}@${monotonicMs().toFixed(3)} ${AFTER}`;
  if (due < pace.pieces) {
    res.write(text);
    return;
  }
  res.end(text + closing(pace.pieces));
  log.lateMs.push(now - startedAt - idealMs(pace));
  streams.delete(stream);
}

const server = createServer((req, res) => {
  const arrivedAt = monotonicMs();
  let body = "";
  req.setEncoding("utf8").on("data", (text: string) => {
    body += text;
  });
  req.on("end", () => {
    const { id, pace } = readPrompt(body);
    log.arrivals.push([id, arrivedAt]);
    res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "request-id": `req_${id}` });
    res.write(OPENING);
    const stream: Stream = { res, pace, startedAt: arrivedAt, written: 0 };
    streams.add(stream);
    res.on("close", () => streams.delete(stream));
  });
});
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));

setInterval(() => {
  const now = monotonicMs();
  for (const stream of streams) writeDue(stream, now);
}, TICK_MS);

process.on("message", () => {
  process.send?.(log);
  log.arrivals = [];
  log.lateMs = [];
});
process.on("disconnect", () => process.exit());
