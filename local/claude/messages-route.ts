import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson, waitUnlessGone } from "../stand-in/http-io";
import type { Attempts } from "./attempts";
import { composeGeneration, paceOf } from "./compose-generation";
import { parseDirectives, structuredDirectives } from "./directives";
import { errorFromWish } from "./errors";
import { writeMessage } from "./json-writer";
import { parseCountRequest, parseMessageRequest } from "./message-request";
import type { Outage } from "./outage";
import type { PreparedAnswer } from "./prepared-answers";
import { lastUserText, promptBlocks, promptTokens } from "./prompt";
import type { PromptCache } from "./prompt-cache";
import { readJson } from "./read-json";
import { refuseGeneration, refusePrompt, refuseSampling, requireModel } from "./refused-parameters";
import { epochMs, type RequestLog } from "./request-log";
import { writeStream } from "./stream-writer";
import type { Ticker } from "./ticker";

export type Exchange = { req: IncomingMessage; res: ServerResponse; requestId: string };
export type Services = {
  answers: readonly PreparedAnswer[];
  attempts: Attempts;
  cache: PromptCache;
  log: RequestLog;
  outage: Outage;
  ticker: Ticker;
};

/** Fails as an outage has it; true when the request is to stay without an answer. */
function isHungBy(outage: Outage, model: string): boolean {
  const met = outage.meets(model);
  if (met !== null && met !== "hang") throw met;
  return met === "hang";
}

/** POST /v1/messages/count_tokens: the size of a prompt by the same counter that usage is made with. */
export async function countTokensRoute({ req, res }: Exchange, { outage }: Services): Promise<void> {
  const body = await readJson(req);
  refuseSampling(body);
  const request = parseCountRequest(body);
  const model = requireModel(request.model);
  if (isHungBy(outage, request.model)) return;
  const tokens = promptTokens(promptBlocks(request));
  refusePrompt(request, model, tokens);
  sendJson(res, 200, { input_tokens: tokens });
}

function readRequest(body: unknown, cache: PromptCache) {
  refuseSampling(body);
  const request = parseMessageRequest(body);
  const model = requireModel(request.model);
  const blocks = promptBlocks(request);
  refusePrompt(request, model, promptTokens(blocks));
  refuseGeneration(request, model);
  return { request, model, priced: cache.price(request.model, blocks) };
}

/** POST /v1/messages: answers as JSON or as a stream, or fails in the way the last user message asks for. */
export async function messagesRoute(exchange: Exchange, services: Services): Promise<void> {
  const { req, res, requestId } = exchange;
  const { answers, attempts, cache, log, outage, ticker } = services;
  const startedAt = epochMs();
  const body = await readJson(req);
  const logged = log.begin(body, startedAt);
  res.on("finish", () => {
    logged.status = res.statusCode;
    log.end(logged, { aborted: false });
  });
  res.on("close", () => log.end(logged, { aborted: true }));

  const { request, model, priced } = readRequest(body, cache);
  const { directives: written, text: input } = parseDirectives(lastUserText(request));
  const directives = request.output_config?.format ? structuredDirectives(written) : written;
  logged.label = directives.label ?? null;
  if (isHungBy(outage, request.model)) return;
  if (!(await waitUnlessGone(res, directives.delay ?? 0))) return;
  if (directives.hang_after === 0) return;
  const { error, error_times = Number.POSITIVE_INFINITY } = directives;
  if (error !== undefined && attempts.isToFail(body, error_times)) throw errorFromWish({ ...directives, error });

  const generation = composeGeneration({ request, model, directives, input, answers, prompt: priced.usage });
  const onTear = () => log.end(logged, { aborted: false });
  const writing = { res, generation, pace: paceOf(directives), requestId, onTear };
  priced.commit();
  logged.answered = true;
  if (request.stream) writeStream(writing, ticker);
  else await writeMessage(writing);
}
