import { formatCount } from "@/components/format";
import { partWords, rateWords } from "@/components/insights/figure-words";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import type { PackageFigures } from "@/lib/insights/get-package-figures.server";
import { creditWords, timeWords } from "../../_components/figure-words";

/** What is one figure for the whole package. */
export function MainFigures({ figures }: { figures: PackageFigures }) {
  const { runs, succeeded, failed, successRate, credits, medianCredits, medianTimeMs } = figures;
  return (
    <div className="grid gap-x-12 sm:grid-cols-2">
      <LeaderList>
        <LeaderRow term="Runs by others">{formatCount(runs)}</LeaderRow>
        <LeaderRow term="Succeeded">{rateWords(successRate)}</LeaderRow>
        <LeaderRow term="Stopped">{formatCount(runs - succeeded - failed)}</LeaderRow>
        <LeaderRow term="Failed">{formatCount(failed)}</LeaderRow>
        <LeaderRow term="Credits they spent">{formatCount(credits)}</LeaderRow>
        <LeaderRow term="Median price">{creditWords(medianCredits)}</LeaderRow>
        <LeaderRow term="Median time">{timeWords(medianTimeMs)}</LeaderRow>
      </LeaderList>
      <LeaderList>
        <LeaderRow term="New people">{formatCount(figures.newPeople)}</LeaderRow>
        <LeaderRow term="People, ever">{formatCount(figures.people)}</LeaderRow>
        <LeaderRow term="Came back">{partWords(figures.returned, figures.people)}</LeaderRow>
        <LeaderRow term="Installs copied">{formatCount(figures.installs)}</LeaderRow>
        <LeaderRow term="Links shared">{formatCount(figures.shares)}</LeaderRow>
        <LeaderRow term="Views of these links">{formatCount(figures.views)}</LeaderRow>
      </LeaderList>
    </div>
  );
}
