import clsx from "clsx";
import { formatCount, formatDuration } from "@/components/format";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { formatCredits } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import type { Receipt as ReceiptData } from "@/lib/runs/run";

export type ReceiptFacts = Pick<
  ReceiptData,
  "creditsSpent" | "model" | "tokensUsed" | "usage" | "usageEstimated" | "firstTokenMs" | "durationMs"
> & {
  /** Left out where what was held is the business of its owner alone. */
  creditsQuoted?: number;
};

function MoneyRows({ receipt, resolve }: { receipt: ReceiptFacts; resolve: boolean }) {
  const { creditsQuoted: quoted, creditsSpent: spent } = receipt;
  const returned = quoted === undefined ? null : quoted - spent;
  return (
    <LeaderList className="min-w-0 flex-1">
      {quoted !== undefined && <LeaderRow term="held, at most">{formatCredits(quoted)}</LeaderRow>}
      <LeaderRow term="spent" className="text-ink [&>dt]:text-ink">
        <strong>{formatCredits(spent)}</strong>
      </LeaderRow>
      {returned !== null && (
        <LeaderRow term="returned">
          <span className={clsx("text-soft", returned > 0 && "line-through", resolve && "animate-returned")}>
            {formatCredits(returned)}
          </span>
        </LeaderRow>
      )}
      <LeaderRow term="model">{MODELS[receipt.model].label}</LeaderRow>
      {receipt.firstTokenMs !== null && (
        <LeaderRow term="first token">{formatDuration(receipt.firstTokenMs)}</LeaderRow>
      )}
      {receipt.durationMs !== null && <LeaderRow term="took">{formatDuration(receipt.durationMs)}</LeaderRow>}
    </LeaderList>
  );
}

function TokenRows({ receipt }: { receipt: ReceiptFacts }) {
  const { inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens } = receipt.usage;
  const rows: [string, number][] = [
    ["prompt", inputTokens],
    ["prompt, to cache", cacheWriteTokens],
    ["prompt, from cache", cacheReadTokens],
    ["thinking", thinkingTokens],
    ["answer", outputTokens - thinkingTokens],
  ];
  return (
    <LeaderList className="min-w-0 flex-1">
      {rows
        .filter(([term, tokens]) => tokens > 0 || term === "answer")
        .map(([term, tokens]) => (
          <LeaderRow key={term} term={term}>
            {formatCount(tokens)}
          </LeaderRow>
        ))}
      <LeaderRow term={receipt.usageEstimated ? "tokens, estimated" : "tokens"} className="mt-0.5 border-t pt-0.5">
        <strong>{formatCount(receipt.tokensUsed)}</strong>
      </LeaderRow>
    </LeaderList>
  );
}

type ReceiptProps = { receipt: ReceiptFacts; resolve?: boolean };

/** What a run did cost and why, in figures. `resolve` fades in what came back, in step with the cells. */
export function Receipt({ receipt, resolve = false }: ReceiptProps) {
  return (
    <div className="@container">
      <div className="flex flex-col gap-x-10 gap-y-2 @md:flex-row">
        <MoneyRows receipt={receipt} resolve={resolve} />
        <TokenRows receipt={receipt} />
      </div>
    </div>
  );
}
