import { formatCount } from "@/components/format";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { formatCredits } from "@/lib/credits/credits";
import { getUserCounts } from "@/lib/insights/get-user-counts.server";
import { ranWords } from "./counts-words";

/** How much somebody uses the product. What they write and read there is theirs. */
export async function CountsSection({ userId, now }: { userId: string; now: Date }) {
  const counts = await getUserCounts(userId, now);
  const { runs, lately, sessions, saved, links } = counts;
  return (
    <section aria-labelledby="use" className="flex flex-col gap-2">
      <h2 id="use" className="text-16 font-strong">
        Use
      </h2>
      <p className="text-14 text-soft">{ranWords(counts)}</p>
      <LeaderList>
        <LeaderRow term="Runs, ended">{formatCount(runs)}</LeaderRow>
        <LeaderRow term="In the last 30 days">{formatCount(lately.runs)}</LeaderRow>
        <LeaderRow term="of these failed" isPart>
          {formatCount(lately.failed)}
        </LeaderRow>
        <LeaderRow term="spent on them" isPart>
          {formatCredits(lately.credits)}
        </LeaderRow>
        <LeaderRow term="Sessions, now">{formatCount(sessions)}</LeaderRow>
        <LeaderRow term="of these saved" isPart>
          {formatCount(saved)}
        </LeaderRow>
        <LeaderRow term="Links that work">{formatCount(links)}</LeaderRow>
      </LeaderList>
    </section>
  );
}
