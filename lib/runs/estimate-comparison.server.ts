import "server-only";
import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import { estimatePrepared } from "@/lib/runs/estimate-run.server";
import { prepareComparison } from "@/lib/runs/prepare-comparison.server";
import type { Estimate } from "@/lib/runs/run";

/** What a comparison would cost: its lanes' estimates and their sums. */
export type ComparisonEstimate = Estimate & { lanes: Estimate[] };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/**
 * What a comparison would cost, likely and at most, without holding anything. `canAfford` is about all lanes together;
 * what is no sum (the model, the context) is the first lane's. Refuses like `estimateRun`.
 */
export async function estimateComparison(
  userId: string,
  request: ComparisonRequest,
  now: Date,
): Promise<ComparisonEstimate> {
  const prepared = await prepareComparison(userId, request, { now });
  if ("earlier" in prepared) throw new Error("an estimate has no idempotency key");
  const estimated = await Promise.all(
    prepared.map((each) => estimatePrepared(userId, each, { budget: request.maxCredits, now })),
  );
  const lanes = estimated.map(({ estimate }) => estimate);
  const [first] = estimated;
  if (first === undefined) throw new Error("a comparison has lanes");
  const maxCredits = sum(lanes.map((lane) => lane.maxCredits));
  return {
    ...first.estimate,
    estimatedCredits: sum(lanes.map((lane) => lane.estimatedCredits)),
    maxCredits,
    minCredits: sum(lanes.map((lane) => lane.minCredits)),
    inputTokens: sum(lanes.map((lane) => lane.inputTokens)),
    maxTokens: sum(lanes.map((lane) => lane.maxTokens)),
    canAfford: first.spendable >= maxCredits,
    estimated: lanes.some((lane) => lane.estimated),
    unavailable: lanes.find((lane) => lane.unavailable !== null)?.unavailable ?? null,
    lanes,
  };
}
