import clsx from "clsx";
import type { ReactNode } from "react";
import {
  receiptAmount,
  receiptCredits,
  receiptLinks,
  receiptStatus,
  receiptTitle,
} from "@/components/billing/receipt-words";
import { LocalTime } from "@/components/local-time";
import type { ReceiptLine } from "@/lib/billing/purchase";

const TONES = { plain: "text-soft", live: "text-live", bad: "text-bad-ink" } as const;

const COLUMNS = "sm:grid-cols-[6.5rem_minmax(0,1fr)_4rem_5.5rem_9rem_6.5rem]";

function Links({ line }: { line: ReceiptLine }) {
  return receiptLinks(line).map(({ href, words }) => (
    <a key={words} href={href} target="_blank" rel="noreferrer" className="link">
      {words}
      <span className="sr-only"> of {receiptTitle(line)}, at Stripe, in a new tab</span>
    </a>
  ));
}

type RowProps = { line: ReceiptLine; children: ReactNode };

/** On a phone: what and how much, then when and how it stands. */
function Row({ line, children }: RowProps) {
  const { words, tone } = receiptStatus(line);
  const { price, tax } = receiptAmount(line);
  return (
    <tr
      className={clsx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-1 border-t py-2.5 text-13 sm:py-2",
        COLUMNS,
      )}
    >
      <td className="text-12 text-faint max-sm:order-3">
        <LocalTime iso={line.paidAt ?? line.createdAt} style="date" />
      </td>
      <td className="wrap-anywhere max-sm:order-1">{receiptTitle(line)}</td>
      <td className="figures text-right max-sm:order-5 max-sm:hidden">{receiptCredits(line)}</td>
      <td className="text-right max-sm:order-2">
        <span className="figures">{price}</span>
        {tax !== null && <span className="block text-12 text-faint">{tax}</span>}
      </td>
      <td className="max-sm:order-4 max-sm:justify-self-end">
        <span className={TONES[tone]}>{words}</span>
      </td>
      <td className="flex flex-wrap gap-x-3 max-sm:order-6 max-sm:col-span-2 max-sm:empty:hidden sm:justify-end">
        {children}
      </td>
    </tr>
  );
}

type ReceiptsProps = { lines: readonly ReceiptLine[]; act?: (line: ReceiptLine) => ReactNode };

/** Purchases and invoices, newest first; `act` adds to each what can be done with it. */
export function Receipts({ lines, act }: ReceiptsProps) {
  return (
    <table className="block w-full">
      <caption className="sr-only">Purchases and invoices, newest first</caption>
      <thead className="block text-12 text-faint max-sm:sr-only">
        <tr className={clsx("grid gap-x-4 pb-1", COLUMNS)}>
          <th className="text-left font-normal">Date</th>
          <th className="text-left font-normal">What</th>
          <th className="text-right font-normal">Credits</th>
          <th className="text-right font-normal">Amount</th>
          <th className="text-left font-normal">Status</th>
          <th className="text-right font-normal">At Stripe</th>
        </tr>
      </thead>
      <tbody className="block border-b">
        {lines.map((line) => (
          <Row key={line.id} line={line}>
            <Links line={line} />
            {act?.(line)}
          </Row>
        ))}
      </tbody>
    </table>
  );
}
