import Link from "next/link";
import { formatCount, formatDecimal } from "@/components/format";
import { NONE, rateWords } from "@/components/insights/figure-words";
import { Part } from "@/components/insights/part";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import type { Usage } from "@/lib/insights/get-usage.server";

/** The period's figures as a receipt has them, and after them what one keeps and shares, which is of no period. */
export function UsageFigures({ usage }: { usage: Usage }) {
  const { runs, running, failed, stopped, tokens, creditsSpent, averageCredits, successRate, sessions } = usage;
  return (
    <div className="grid gap-x-12 gap-y-10 sm:max-lg:grid-cols-2">
      <Part id="figures" title="In these days">
        <LeaderList>
          <LeaderRow term="Runs">{formatCount(runs)}</LeaderRow>
          {running > 0 && <LeaderRow term="In flight">{formatCount(running)}</LeaderRow>}
          <LeaderRow term="Succeeded">{rateWords(successRate)}</LeaderRow>
          {failed > 0 && <LeaderRow term="Failed, not charged">{formatCount(failed)}</LeaderRow>}
          {stopped > 0 && <LeaderRow term="Stopped">{formatCount(stopped)}</LeaderRow>}
          <LeaderRow term="Tokens">{formatCount(tokens)}</LeaderRow>
          <LeaderRow term="Credits">{formatCount(creditsSpent)}</LeaderRow>
          <LeaderRow term="Credits a run, on average">
            {averageCredits === null ? NONE : formatDecimal(averageCredits)}
          </LeaderRow>
        </LeaderList>
      </Part>
      <Part id="kept" title="Kept and shared, in all">
        <LeaderList>
          <LeaderRow
            term={
              <Link href="/sessions?saved=true" className="link">
                Saved sessions
              </Link>
            }
          >
            {formatCount(sessions.saved)}
          </LeaderRow>
          <LeaderRow
            term={
              <Link href="/sessions/links" className="link">
                Shared sessions
              </Link>
            }
          >
            {formatCount(sessions.shared)}
          </LeaderRow>
          <LeaderRow term="Views of their links">{formatCount(sessions.views)}</LeaderRow>
        </LeaderList>
      </Part>
    </div>
  );
}
