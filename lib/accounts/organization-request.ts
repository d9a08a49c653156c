import { z } from "zod";
import { INVITED_ROLES, MAX_INVITATION_USES } from "@/lib/accounts/organization";
import { UNSEEN } from "@/lib/accounts/unseen";
import { writtenText } from "@/lib/text";

export const NewOrganization = z.object({
  slug: z
    .string()
    .min(2)
    .max(30)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters and digits, with single hyphens between them"),
  name: writtenText({ max: 80 })
    .refine((name) => !UNSEEN.test(name), "must not contain control characters")
    .transform((name) => name.trim()),
});
export type NewOrganization = z.infer<typeof NewOrganization>;

export const NewInvitation = z.object({
  role: z.enum(INVITED_ROLES).default("member"),
  days: z.int().min(1).max(30).default(7),
  maxUses: z.int().min(1).max(MAX_INVITATION_USES).default(10),
});
export type NewInvitation = z.infer<typeof NewInvitation>;
