import { z } from "zod";
import { Id } from "@/lib/id-schema";
import { EFFORTS, MODEL_NAMES } from "@/lib/models/models";
import { MAX_CREDITS } from "@/lib/runs/quote";
import { plainText, writtenText } from "@/lib/text";

export const MAX_INPUT_CODE_POINTS = 100_000;
export const MAX_PROMPT_CODE_POINTS = 50_000;

/** The body of `POST run` and `POST estimate`. What is left out defaults to the session's, else to the latest. */
export const RunRequest = z
  .object({
    packageId: Id.optional(),
    packageVersion: plainText({ max: 64 }).optional(),
    baseline: z.boolean().optional(),
    customPrompt: writtenText({ min: 10, max: MAX_PROMPT_CODE_POINTS }).optional(),
    /** Package files to send instead of the default choice. */
    files: z
      .array(plainText({ max: 512 }))
      .max(500)
      .optional(),
    userInput: writtenText({ max: MAX_INPUT_CODE_POINTS }),
    sessionId: Id.optional(),
    /** Null begins the thread again; left out goes on from the last run. */
    parentRunId: Id.nullable().optional(),
    model: z.enum(MODEL_NAMES).optional(),
    maxCredits: z.int().min(1).max(MAX_CREDITS).optional(),
    effort: z.enum(EFFORTS).optional(),
    /** Leave out older turns until the rest fits the budget, or a usual one. */
    fitHistory: z.boolean().optional(),
    /** Go on in the same thread with another package, version, prompt or model. */
    seam: z.boolean().optional(),
    /** The suggested input of the package whose text this is, as it stands. */
    suggestedInputId: Id.optional(),
  })
  .superRefine((body, context) => {
    const chosen = [body.packageId !== undefined, body.baseline === true, body.customPrompt !== undefined];
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (chosen.filter(Boolean).length > 1) {
      refuse("packageId", "name one of packageId, baseline and customPrompt");
    }
    if (chosen.filter(Boolean).length === 0 && body.sessionId === undefined) {
      refuse("packageId", "name a package, baseline or a custom prompt, or go on in a session");
    }
    if (body.packageVersion !== undefined && body.packageId === undefined) {
      refuse("packageVersion", "needs packageId");
    }
    if (body.parentRunId && body.sessionId === undefined) refuse("parentRunId", "needs sessionId");
  });
export type RunRequest = z.infer<typeof RunRequest>;
