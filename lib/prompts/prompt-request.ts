import { z } from "zod";
import { FORMATS, SUBTYPES } from "@/lib/packages/package";
import { parsePackageName } from "@/lib/packages/package-name";
import { isVersion } from "@/lib/packages/version";
import { DRAFTS, PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import { plainText, writtenText } from "@/lib/text";

const VariableName = z.string().regex(/^[A-Za-z_][\w-]{0,63}$/, "must be the name of a variable");

const Values = z.record(VariableName, plainText({ max: DRAFTS.value })).superRefine((values, context) => {
  const refuse = (message: string) => context.addIssue({ code: "custom", message });
  const all = Object.values(values);
  if (all.length > DRAFTS.variables) refuse(`must be at most ${DRAFTS.variables} values`);
  const length = all.reduce((sum, value) => sum + value.length, 0);
  if (length > DRAFTS.values) refuse(`must have at most ${DRAFTS.values.toLocaleString("en")} characters together`);
});

/** Body of `POST prompts`, where what is left out is empty. */
export const NewDraft = z
  .object({
    title: plainText({ max: DRAFTS.title }).transform((title) => title.replace(/\s+/g, " ").trim()),
    text: plainText({ max: PROMPT_CHARACTERS.max }),
    values: Values,
  })
  .partial();
export type NewDraft = z.infer<typeof NewDraft>;

/** Body of `PATCH prompts/{id}`, where what is left out stays as it is. */
export const DraftChange = NewDraft.extend({
  /** `updatedAt` of the draft that was changed: one that somebody else changed since is left as it is. */
  basedOn: z.iso
    .datetime()
    .refine((text) => text >= "1970", "must be the updatedAt of a draft")
    .optional(),
});
export type DraftChange = z.infer<typeof DraftChange>;

const Scope = z
  .string()
  .transform((scope) => scope.replace(/^@/, "").toLowerCase())
  .refine((scope) => parsePackageName(`${scope}/x`)?.scope === scope, "must be a handle or an organization's name");

const Name = z
  .string()
  .refine((name) => parsePackageName(name)?.scope === null, "must be letters, digits, dots, dashes and underscores")
  .transform((name) => parsePackageName(name)?.name ?? name);

/** Body of `POST prompts/{id}/publish`. */
export const DraftPublication = z.object({
  name: Name,
  /** The publisher's handle when left out. */
  scope: Scope.optional(),
  description: z
    .string()
    .trim()
    .pipe(writtenText({ max: 2_000 })),
  format: z.enum(FORMATS).default("claude"),
  subtype: z.enum(SUBTYPES).default("prompt"),
  version: z.string().refine(isVersion, "must look like 1.0.0").default("1.0.0"),
  tags: z
    .array(plainText({ max: 100 }))
    .max(30)
    .default([]),
  /** Publish the text with the draft's values filled in, in place of the template. */
  filled: z.boolean().default(false),
});
export type DraftPublication = z.infer<typeof DraftPublication>;
