import { v7 } from "uuid";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { countInstall } from "@/lib/insights/count-install.server";
import type { InstallWay } from "@/lib/insights/install";
import { type BilledTokens, costNanoUsd, toMicroUsd } from "@/lib/models/cost";
import { MODELS, type ModelName } from "@/lib/models/models";
import { pickWinner } from "@/lib/runs/pick-winner.server";
import { creditsForUsage, type PromptWeight, quoteRun } from "@/lib/runs/quote";
import { rateRun } from "@/lib/runs/rate-run.server";
import { titleOf } from "@/lib/runs/title";
import { createShare } from "@/lib/sessions/publish-share.server";
import type { Act, End, Life } from "./life";
import { salesTo } from "./sales";
import { ANSWER, COMMENTS, INPUTS } from "./texts";

/** A package as it is run: its newest version, what it weighs and what it suggests. */
export type Listed = {
  id: string;
  versionId: string;
  tokens: number;
  suggested: { id: string; input: string }[];
};

export type Somebody = { id: string; email: string };

type Of<Kind extends Act["act"]> = Extract<Act, { act: Kind }>;
type Vote = NonNullable<Of<"run">["vote"]>;
type Lane = { id: string; model: ModelName; listed: Listed | null; end: End };
type Session = { id: string; lastRunId: string };

const at = (instant: number) => new Date(Math.round(instant));
const idAt = (instant: number) => v7({ msecs: Math.round(instant) });
const LEASE_MS = 60_000;
const MOST_OUTPUT = 2_400;
const NOTHING: BilledTokens = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };
/** Nobody here is held up by what is there to hold up programs. */
const NO_LIMIT = 1_000_000;

/** How a pick is refused whose lane was erased: the comparison is not there, or the lane has no answer any more. */
const LANE_ERASED: readonly string[] = ["not_found", "invalid_input"];

/**
 * What is done after a run, unless its session is gone: the stack's own sweep goes by today, and erases beside this what
 * has expired since the day that is lived here.
 */
async function unlessErased(act: Promise<unknown>, refusals: readonly string[] = ["not_found"]): Promise<void> {
  await act.catch((error: unknown) => {
    if (!(error instanceof AppError) || !refusals.includes(error.code)) throw error;
  });
}

/** A run's price row: none was in force yet on the first of these days, so the oldest is taken for all. */
function priceOf(model: ModelName) {
  const [price] = MODELS[model].prices;
  if (price === undefined) throw new Error(`${model} has no price`);
  return price;
}

/** Lives the life of one user, each act at its time, through the functions that the product itself calls. */
export async function live(user: Somebody, { acts }: Life, packages: readonly Listed[], random: () => number) {
  let plan: Plan = "free";
  let session: Session | null = null;
  const sales = salesTo(user.id);

  const any = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value;

  function quoted({ model, listed }: Lane, input: string) {
    const tokens = (listed?.tokens ?? 0) + Math.ceil(input.length / 3) + 20;
    const prompt = { tokens, cachedTokens: listed?.tokens ?? 0 };
    return { prompt, quote: quoteRun(MODELS[model], priceOf(model), prompt) };
  }

  async function start(lanes: readonly Lane[], input: string, instant: number, more: object): Promise<boolean> {
    const runs = lanes.map((lane, index) => {
      const { prompt, quote } = quoted(lane, input);
      const { listed, model } = lane;
      return {
        id: lane.id,
        lane: index,
        package_id: listed?.id ?? null,
        package_version_id: listed?.versionId ?? null,
        prompt_hash: listed === null ? null : listed.versionId,
        model,
        provider_model: MODELS[model].providerModel,
        user_input: input,
        max_tokens: quote.maxTokens,
        prompt_tokens: prompt.tokens,
        credits_quoted: quote.credits,
        max_cost_micro_usd: toMicroUsd(quote.maxCostNanoUsd),
        price_date: priceOf(model).from,
        ...more,
      };
    });
    const next: Session = session ?? { id: idAt(instant), lastRunId: "" };
    const [row] = await query<{ outcome: { outcome: string } }>("SELECT start_runs($1) AS outcome", [
      {
        now: at(instant),
        userId: user.id,
        // By today, as the stack's own sweep goes: a lease of the past would be alerted as one that nobody releases.
        leaseUntil: new Date(Date.now() + LEASE_MS),
        requestHash: v7(),
        perMinute: NO_LIMIT,
        inFlight: NO_LIMIT,
        session: { id: next.id, title: titleOf(input), saved: plan !== "free", isNew: session === null },
        runs,
        ...("suggested_input_id" in more && { suggestedInputId: more.suggested_input_id }),
      },
    ]);
    const hasBegun = row?.outcome.outcome === "started";
    if (hasBegun) session = { id: next.id, lastRunId: lanes[0]?.id ?? "" };
    return hasBegun;
  }

  async function settle(lane: Lane, input: string, instant: number): Promise<void> {
    const { id, model, end } = lane;
    const { prompt, quote } = quoted(lane, input);
    const answered = end.status !== "failed";
    const usage = answered ? usageOf(prompt, quote.maxTokens * end.length) : NOTHING;
    const price = priceOf(model);
    await query("SELECT settle_run($1)", [
      {
        now: at(instant + end.ms),
        runId: id,
        status: end.status,
        errorCode: end.errorCode,
        charge: answered ? creditsForUsage(MODELS[model], price, usage, quote.credits) : 0,
        costMicroUsd: toMicroUsd(costNanoUsd(price, usage)),
        usageEstimated: false,
        ...usage,
        thinkingTokens: 0,
        durationMs: end.ms,
        response: "",
        ...(answered && {
          stopReason: end.status === "stopped" ? "stopped" : "end_turn",
          response: ANSWER,
          firstTokenMs: Math.min(end.ms, 400 + Math.round(900 * random())),
        }),
      },
    ]);
  }

  /** Half of the time the package's text is read from the provider's cache, else it is written there. */
  function usageOf({ tokens, cachedTokens }: PromptWeight, output: number): BilledTokens {
    const isCached = random() < 0.5;
    return {
      inputTokens: tokens - cachedTokens,
      outputTokens: Math.round(Math.min(output, MOST_OUTPUT)),
      cacheReadTokens: isCached ? cachedTokens : 0,
      cacheWriteTokens: isCached ? 0 : cachedTokens,
    };
  }

  async function run(act: Of<"run">): Promise<void> {
    const listed = act.prompt === null ? null : (packages[act.prompt] ?? null);
    const suggestion = act.isSuggested && listed !== null ? any(listed.suggested) : undefined;
    const input = suggestion?.input ?? any(INPUTS);
    if (!act.goesOn) session = null;
    const lane: Lane = { id: idAt(act.at), model: act.model, listed, end: act.end };
    const more = {
      ...(session !== null && { parent_run_id: (session as Session).lastRunId }),
      ...(suggestion !== undefined && { suggested_input_id: suggestion.id }),
    };
    if (!(await start([lane], input, act.at, more))) return;
    await settle(lane, input, act.at);
    if (act.installs !== null && listed !== null) await install(listed, act.installs, act.at + act.end.ms);
    if (act.vote !== null) await vote(lane.id, act.vote, act.at + act.end.ms + 20_000);
  }

  async function vote(runId: string, { effective, comment }: Vote, instant: number): Promise<void> {
    const said = COMMENTS[effective ? "effective" : "not"];
    const body = { effective, ...(comment !== null && { comment: said[comment % said.length] }) };
    await unlessErased(rateRun({ userId: user.id, runId, body, now: at(instant) }));
  }

  async function install({ id: packageId }: Listed, way: InstallWay, instant: number): Promise<void> {
    const reader = { userId: user.id, viewer: user.id, address: user.id, network: null, isKnown: true };
    await countInstall(packageId, reader, { way, ...(way === "file" && { tool: "claude" as const }) }, at(instant));
  }

  async function compare({ at: instant, prompt, ends, pick }: Of<"compare">): Promise<void> {
    const [input, comparison] = [any(INPUTS), idAt(instant)];
    const [first, second] = ends;
    const lanes: Lane[] = [
      { id: idAt(instant), model: "sonnet", listed: packages[prompt] ?? null, end: first },
      { id: idAt(instant), model: "sonnet", listed: null, end: second },
    ];
    session = null;
    if (!(await start(lanes, input, instant, { comparison_id: comparison }))) return;
    for (const lane of lanes) await settle(lane, input, instant);
    if (pick === null || ends.some(({ status }) => status !== "succeeded")) return;
    const picked = { userId: user.id, comparisonId: comparison, body: pick, now: at(instant + LEASE_MS) };
    await unlessErased(pickWinner(picked), LANE_ERASED);
  }

  async function share({ at: instant, views }: Of<"share">): Promise<void> {
    if (session === null || plan === "free") return;
    const [shareable] = await query(
      "SELECT 1 FROM playground_runs WHERE session_id = $1 AND status = 'succeeded' LIMIT 1",
      [(session as Session).id],
    );
    if (shareable === undefined) return;
    const asked = { user: { id: user.id, plan }, sessionId: (session as Session).id, body: {}, now: at(instant) };
    await unlessErased(createShare(asked));
    await query("UPDATE playground_shares SET views = $2 WHERE session_id = $1", [(session as Session).id, views]);
  }

  const doing: { [Kind in Act["act"]]: (act: Of<Kind>) => Promise<void> } = {
    run,
    compare,
    share,
    buy: sales.buy,
    refund: sales.refund,
    plus: (act) => {
      plan = "plus";
      return sales.plus(act);
    },
    end: (act) => {
      plan = "free";
      return sales.end(act);
    },
  };
  for (const act of acts) await (doing[act.act] as (act: Act) => Promise<void>)(act);
}
