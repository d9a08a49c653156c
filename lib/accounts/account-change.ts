import { z } from "zod";
import { Reason } from "@/lib/accounts/reason";

/** Body of `PATCH admin/users/{id}`. What is to change needs a reason, for the audit log. */
export const AccountChange = z
  .object({
    role: z.enum(["user", "admin"]).optional(),
    suspended: z.boolean().optional(),
    reason: Reason.optional(),
  })
  .refine(({ role, suspended, reason }) => reason !== undefined || (role === undefined && suspended === undefined), {
    path: ["reason"],
    message: "is needed: it stands in the audit log",
  });
export type AccountChange = z.infer<typeof AccountChange>;
