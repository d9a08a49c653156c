import { AppError } from "@/lib/errors";

const conflict = (message: string, details?: Readonly<Record<string, unknown>>) =>
  new AppError("conflict", { message, ...(details !== undefined && { details }) });

/** Why an account is not deleted, each made when it is thrown. */
export const DELETION_REFUSALS = {
  suspended: () => new AppError("forbidden", { message: "This account is suspended." }),
  last_admin: () =>
    conflict("You are the only admin here. Make somebody else one first.", {
      reason: "last_admin",
      url: "/admin?tab=users",
    }),
  open_billing: () =>
    conflict("A payment of yours is on its way. Try again once it has gone through or failed.", {
      reason: "payment_under_way",
      url: "/credits#receipts",
    }),
  running: () => conflict("A run of yours has not ended yet. Try again in a minute.", { reason: "running" }),
  again: () => conflict("Your account was being changed at that moment. Try again in a minute."),
} as const;

/** Refuses a sole owner, naming the organisations that somebody else must own first. */
export function soleOwnerRefusal(organizations: readonly { slug: string; name: string }[]): AppError {
  return conflict("You are the only owner of an organisation that others belong to. Make somebody an owner first.", {
    reason: "sole_owner",
    organizations: organizations.map(({ slug, name }) => ({ slug, name, url: `/organizations/${slug}` })),
  });
}
