import { Section } from "@/app/_components/section";
import { monthWords, statusWords } from "@/components/credits/budget-words";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import { BUDGET_PARTS, type BudgetStatus } from "@/lib/credits/budget";
import { getBudget } from "@/lib/credits/budget.server";
import { canMail } from "@/lib/jobs/send-mail.server";
import { BudgetForm } from "./budget-form";

/** What is spent, what is held beside it, and where the parts are that one hears of. */
function Bar({ status, credits }: { status: BudgetStatus; credits: number }) {
  const { spent, held } = status;
  const total = Math.max(credits, spent + held);
  const segments = [
    { key: "spent", amount: spent, className: spent >= credits ? "bg-meter-monthly" : "bg-meter-purchased" },
    { key: "held", amount: held, className: "bg-meter-purchased hatched" },
  ];
  return (
    <div className="max-w-xl">
      <SegmentedBar segments={segments} total={total} label={statusWords(status)} className="h-3 w-full" />
      <div aria-hidden className="relative mt-1 h-5 text-12 text-faint">
        {BUDGET_PARTS.map((percent) => (
          <span
            key={percent}
            className="figures absolute -translate-x-full whitespace-nowrap border-r pr-1"
            style={{ left: `${(percent * credits) / total}%` }}
          >
            {percent} %
          </span>
        ))}
      </div>
    </div>
  );
}

/** One's own budget: how the month stands, and the form to set it. It warns; it stops no run. */
export async function Budget({ userId, now }: { userId: string; now: Date }) {
  const status = await getBudget(userId, now);
  const { credits } = status;
  return (
    <Section id="budget" title="Your budget" lead="How much you mean to spend in a calendar month.">
      <div className="flex flex-col gap-4">
        <p className="text-14">{statusWords(status)}</p>
        {credits !== null && <Bar status={status} credits={credits} />}
        <BudgetForm credits={credits} />
        <p className="max-w-[68ch] text-pretty text-13 text-soft">
          You are told here{canMail() ? " and by mail" : ""} at 50, 80 and 100 %, each once a month. A budget stops no
          run. {monthWords(status)}
        </p>
      </div>
    </Section>
  );
}
