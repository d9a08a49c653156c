import { z } from "zod";
import { Id } from "@/lib/id-schema";
import { MODEL_NAMES } from "@/lib/models/models";
import { INPUT_CATEGORIES, SUGGESTED_INPUTS } from "@/lib/packages/suggested-input";
import { writtenText } from "@/lib/text";

const fields = {
  title: z
    .string()
    .trim()
    .pipe(writtenText({ max: SUGGESTED_INPUTS.title })),
  input: writtenText({ max: SUGGESTED_INPUTS.input }),
  category: z.enum(INPUT_CATEGORIES).nullable(),
  recommendedModel: z.enum(MODEL_NAMES).nullable(),
  /** From 0; beyond the last one is the last place. */
  position: z
    .number()
    .int()
    .min(0)
    .max(SUGGESTED_INPUTS.count - 1),
};

/** Body of `POST packages/{id}/suggested-inputs`. */
export const NewInput = z.object({
  title: fields.title,
  input: fields.input,
  category: fields.category.default(null),
  recommendedModel: fields.recommendedModel.default(null),
  position: fields.position.optional(),
});
export type NewInput = z.infer<typeof NewInput>;

/** An input by its id, in the body or the query of `DELETE packages/{id}/suggested-inputs`. */
export const InputId = z.object({ id: Id });

/** Body of `PATCH packages/{id}/suggested-inputs`: what is left out stays as it is. */
export const InputChange = InputId.extend(z.object(fields).partial().shape);
export type InputChange = z.infer<typeof InputChange>;
