import { KIND_WORDS } from "@/components/credits/credit-words";
import { formatCount, formatRate } from "@/components/format";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { LOT_KINDS } from "@/lib/credits/credits";
import type { Period } from "@/lib/insights/period";
import { loadMoney, loadRuns } from "./load";
import { usdWords } from "./money-words";

type MoneySummaryProps = { period: Period; days: string };

/** What came in, what it cost, and what of it stays, in a sentence each. */
export async function MoneySummary({ period, days }: MoneySummaryProps) {
  const [{ earnings, runs }, { revenue }] = await Promise.all([loadRuns(period), loadMoney(period)]);
  const sold = revenue.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const back = revenue.reduce((sum, { refundedCents, disputedCents }) => sum + refundedCents + disputedCents, 0);
  const { earnedMicroUsd, costMicroUsd, margin } = earnings;
  const sales = back === 0 ? "" : `, of which ${usdWords(back * 10_000)} went back`;
  const share = margin === null ? "" : `, a margin of ${formatRate(margin)}`;
  return (
    <p className="max-w-[60ch] text-pretty text-20">
      Sales {days} came to {usdWords(sold * 10_000)}
      {sales}. {formatCount(runs)} {runs === 1 ? "run" : "runs"} earned {usdWords(earnedMicroUsd)} and cost{" "}
      {usdWords(costMicroUsd)}
      {share}.
    </p>
  );
}

/** What wallets hold, which is still to be served, by the kind it came as. */
export async function Outstanding({ period }: { period: Period }) {
  const { outstanding } = await loadMoney(period);
  const { balance, held, debt } = outstanding;
  return (
    <LeaderList>
      {LOT_KINDS.map((kind) => (
        <LeaderRow key={kind} term={KIND_WORDS[kind]}>
          {formatCount(outstanding[kind])}
        </LeaderRow>
      ))}
      <LeaderRow term="Outstanding in all" className="border-t pt-1 text-13">
        {formatCount(balance)}
      </LeaderRow>
      <LeaderRow term="of it held by runs" isPart>
        {formatCount(held)}
      </LeaderRow>
      <LeaderRow term="Owed to us">{formatCount(debt)}</LeaderRow>
    </LeaderList>
  );
}
