import type { Channel } from "@/lib/jobs/delivery";

/** How telling something on a channel went; `sending` is under way. */
export type Told = {
  channel: Channel;
  state: "sending" | "sent" | "refused" | "in_doubt";
  attempts: number;
  /** When it was last tried. */
  triedAt: string;
  problem: string | null;
};
