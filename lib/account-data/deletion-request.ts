import { z } from "zod";

/** Body of `DELETE account`: the account's own e-mail or handle, typed by whoever deletes it. */
export const DeletionRequest = z.object({ confirm: z.string().trim().min(1).max(320) });
export type DeletionRequest = z.infer<typeof DeletionRequest>;

type Named = { email: string; handle: string };

/** Does what was typed name the account? An at sign before the handle is no other name. */
export function isConfirmed({ confirm }: DeletionRequest, { email, handle }: Named): boolean {
  const typed = confirm.toLowerCase();
  return typed === email || typed.replace(/^@/, "") === handle;
}

/** What became of it. */
export type DeletedAccount = { deleted: true; creditsForfeited: number };
