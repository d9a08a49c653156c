import clsx from "clsx";
import { formatTime } from "@/components/format";
import type { CreditTransaction } from "@/lib/credits/transaction";
import { statementDays } from "./statement-days";

/** A statement's days begin at midnight UTC, as the ledger's do. */
function utc(iso: string, style: "clock" | "date"): string {
  const instant = new Date(iso);
  return formatTime(instant, style, "UTC", instant);
}

function signed(amount: number): string {
  return amount > 0 ? `+${amount}` : `\u2212${Math.abs(amount)}`;
}

function Line({ item }: { item: CreditTransaction }) {
  return (
    <tr className="border-t">
      <td className="figures w-20 py-2 text-12 text-faint">
        <time dateTime={item.createdAt}>{utc(item.createdAt, "clock")}</time>
      </td>
      <td className="py-2 pr-4">{item.description}</td>
      <td className={clsx("figures py-2 text-right", item.amount > 0 ? "text-good-ink" : "text-ink")}>
        {signed(item.amount)}
      </td>
      <td className="figures w-16 py-2 text-right text-faint">{item.balanceAfter}</td>
    </tr>
  );
}

/** The ledger as a bank would print it: by day, each line with the balance after it. */
export function Statement({ items }: { items: readonly CreditTransaction[] }) {
  return (
    <table className="mt-3 w-full text-13">
      <thead className="text-12 text-faint">
        <tr>
          <th className="py-1 text-left font-normal">Time, UTC</th>
          <th className="py-1 text-left font-normal">What</th>
          <th className="py-1 text-right font-normal">Credits</th>
          <th className="py-1 text-right font-normal">Balance</th>
        </tr>
      </thead>
      {statementDays(items).map(({ day, items: lines }) => (
        <tbody key={day}>
          <tr>
            <th colSpan={4} scope="rowgroup" className="pt-5 pb-1 text-left text-13">
              {utc(day, "date")}
            </th>
          </tr>
          {lines.map((item) => (
            <Line key={item.id} item={item} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
