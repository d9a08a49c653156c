import { z } from "zod";
import { PageQuery } from "@/lib/cursor";
import type { ReportCategory } from "@/lib/moderation/report-category";
import type { SharedContent } from "@/lib/sessions/shared-session";

export const REPORT_STATES = ["open", "taken_down", "hidden"] as const;

/** Which links an operator looks through: reported ones, or what was done before. */
export type ReportState = (typeof REPORT_STATES)[number];

/** Query of `GET admin/reports`. */
export const ReportsQuery = PageQuery.extend({ state: z.enum(REPORT_STATES).default("open") });

/** An open report as operators read it; `byCheck` where no reader made it. */
export type OpenReport = { category: ReportCategory; comment: string | null; byCheck: boolean; createdAt: string };

/** A link with the open reports against it. */
export type ReportedShare = {
  shareId: string;
  /** Its newest open report, or when it was taken down or hidden. */
  at: string;
  title: string;
  url: string;
  owner: { id: string; email: string; isBanned: boolean };
  package: { scope: string; name: string; format: string } | null;
  /** `over`: nobody can read it any more, because it was ended, its time passed, or its session or owner is gone. */
  status: "live" | "taken_down" | "over";
  takenDownReason: string | null;
  listed: boolean;
  hidden: boolean;
  /** How many there are, and the newest of them. */
  count: number;
  reports: OpenReport[];
};

/** Answer of `GET admin/shares/{id}`: what a link shows or showed; null when that is gone with it. */
export type ReportedContent = { content: SharedContent | null };
