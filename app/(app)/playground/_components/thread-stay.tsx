import Link from "next/link";
import type { CreditSummary } from "@/lib/credits/credits";
import type { SessionSummary } from "@/lib/sessions/session";

type ThreadStayProps = {
  credits: CreditSummary | null;
  sessions: readonly SessionSummary[];
  /** The thread on screen. */
  current: string | null;
  running: boolean;
};

/** Says at the end of a thread that it does not stay, and what would keep it; nothing of one that stays. */
export function ThreadStay({ credits, sessions, current, running }: ThreadStayProps) {
  const isKept = sessions.some(({ id, saved }) => id === current && saved);
  if (credits?.plan !== "free" || current === null || running || isKept) return null;
  return (
    <p className="pb-6 text-12 text-faint">
      This thread goes 24 hours after its last turn.{" "}
      <Link href="/pricing" className="link">
        PRPM+
      </Link>{" "}
      keeps it, from the moment you subscribe.
    </p>
  );
}
