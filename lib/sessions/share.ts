import { z } from "zod";
import { Id } from "@/lib/id-schema";
import { SHARED_RUNS_MAX } from "@/lib/sessions/session-limits";
import type { SharedContent } from "@/lib/sessions/shared-session";
import { writtenText } from "@/lib/text";

/** Body of `POST` and `PATCH sessions/{id}/share`. What is left out stays as it is; of a new link it is off, or the whole thread. */
export const ShareBody = z.object({
  /** When the link ends; null: never. */
  expiresAt: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .refine((date) => date.getTime() > 0 && date.getUTCFullYear() < 10_000, "must be a date that can be kept")
    .nullable()
    .optional(),
  /** The turns that are shown; by default the whole thread. */
  runIds: z.array(Id).min(1).max(SHARED_RUNS_MAX).optional(),
  title: writtenText({ max: 200 })
    .transform((title) => title.replace(/\s+/g, " ").trim())
    .optional(),
  /** Shown on the package's page. */
  listed: z.boolean().optional(),
  /** Is the text of a prompt of one's own part of it? */
  includePrompt: z.boolean().optional(),
  /** Findings of the scan that are left as they are; all others are removed. */
  shownFindings: z
    .array(z.string().regex(/^[0-9a-f]{16}$/))
    .max(1_000)
    .optional(),
});
export type ShareBody = z.infer<typeof ShareBody>;

/** What the owner sees of a link. */
export type Share = {
  sessionId: string;
  token: string;
  shareUrl: string;
  title: string;
  /** `expired` and `taken_down` links are read by nobody; a revoked one is not told of any more. */
  status: "live" | "expired" | "taken_down";
  takenDownReason: string | null;
  listed: boolean;
  /** Why a link that is to be listed is not: still to be checked, or taken out of the list by the operator. */
  notListed: "unjudged" | "hidden" | null;
  includePrompt: boolean;
  shownFindings: string[];
  runIds: string[];
  expiresAt: string | null;
  createdAt: string;
  publishedAt: string;
  views: number;
  helpful: number;
  notHelpful: number;
};

/** Something that its author may not want to be public, found in what is to be shared; perhaps in several places. */
export type ListedFinding = {
  id: string;
  kind: "secret" | "personal" | "prompt";
  /** What it is, in people's words. */
  label: string;
  /** Enough to recognise it by. */
  sample: string;
  places: number;
  /** False for the text of someone else's private package, which is always removed. */
  mayShow: boolean;
  shown: boolean;
};

/** Answer of `POST sessions/{id}/share/preview`: exactly what would be public. */
export type SharePreview = SharedContent & {
  title: string;
  runIds: string[];
  findings: ListedFinding[];
  /** Why it cannot be shared as it is. */
  refusals: { category: string; label: string; reason: string }[];
  /** May it be listed on its package's page? */
  listable: boolean;
};
