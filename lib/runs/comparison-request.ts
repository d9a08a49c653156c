import { z } from "zod";
import { Id } from "@/lib/id-schema";
import { EFFORTS, MODEL_NAMES } from "@/lib/models/models";
import { LANES_MAX, LANES_MIN } from "@/lib/runs/comparison-limits";
import { MAX_CREDITS } from "@/lib/runs/quote";
import { MAX_INPUT_CODE_POINTS, MAX_PROMPT_CODE_POINTS } from "@/lib/runs/run-request";
import { plainText, writtenText } from "@/lib/text";

/** A lane that names no prompt or model goes on with those of the run it follows. */
const ComparisonLane = z
  .object({
    packageId: Id.optional(),
    packageVersion: plainText({ max: 64 }).optional(),
    baseline: z.boolean().optional(),
    customPrompt: writtenText({ min: 10, max: MAX_PROMPT_CODE_POINTS }).optional(),
    model: z.enum(MODEL_NAMES).optional(),
    /** The run this lane goes on from; by default that of the same lane in the session's last comparison. */
    parentRunId: Id.nullable().optional(),
  })
  .superRefine(({ packageId, packageVersion, baseline, customPrompt }, context) => {
    const named = [packageId !== undefined, baseline === true, customPrompt !== undefined].filter(Boolean).length;
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (named > 1) refuse("packageId", "name one of packageId, baseline and customPrompt");
    if (packageVersion !== undefined && packageId === undefined) refuse("packageVersion", "needs packageId");
  });

/** The body of `POST comparisons`, and of its estimate. */
export const ComparisonRequest = z
  .object({
    lanes: z.array(ComparisonLane).min(LANES_MIN).max(LANES_MAX),
    userInput: writtenText({ max: MAX_INPUT_CODE_POINTS }),
    sessionId: Id.optional(),
    /** The budget of each lane. */
    maxCredits: z.int().min(1).max(MAX_CREDITS).optional(),
    effort: z.enum(EFFORTS).optional(),
    /** Leave out older turns of a lane until the rest fits the budget. */
    fitHistory: z.boolean().optional(),
    /** The suggested input of a lane's package whose text this is, as it stands. */
    suggestedInputId: Id.optional(),
  })
  .superRefine(({ lanes, sessionId }, context) => {
    if (sessionId !== undefined) return;
    for (const [index, lane] of lanes.entries()) {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: ["lanes", index, path], message });
      if (lane.parentRunId) refuse("parentRunId", "needs sessionId");
      if (lane.packageId === undefined && lane.baseline !== true && lane.customPrompt === undefined) {
        refuse("packageId", "name one of packageId, baseline and customPrompt, or go on in a session");
      }
    }
  });
export type ComparisonRequest = z.infer<typeof ComparisonRequest>;
