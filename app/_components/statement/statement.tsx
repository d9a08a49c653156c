"use client";

import clsx from "clsx";
import Link from "next/link";
import { formatCount, formatSigned, formatTime } from "@/components/format";
import { useTimeZone } from "@/components/local-time";
import type { StatementLine, TransactionCause } from "@/lib/credits/transaction";
import { statementDays } from "./statement-days";
import { statementPlace } from "./statement-query";

function formatIn(zone: string, iso: string, style: "clock" | "date"): string {
  const instant = new Date(iso);
  return formatTime(instant, style, zone, instant);
}

/** Whose statement it is: links to sessions are for their owner. */
type Place = { path: string; isOwn: boolean };

/** What a movement did, linked to the session of its run while that is there. */
function Description({ line: { description, cause }, isOwn }: { line: StatementLine; isOwn: boolean }) {
  if (!isOwn || cause?.kind !== "run" || cause.sessionId === null) return description;
  return (
    <Link href={`/playground?session=${cause.sessionId}`} className="link">
      {description}
    </Link>
  );
}

function causeWords(cause: TransactionCause, zone: string): string | null {
  if (cause.kind === "run") return cause.sessionId === null ? "Its session is not kept any more" : null;
  if (cause.kind === "purchase") return cause.grantSeq === null ? null : "The purchase";
  const span = `${formatIn(zone, cause.from, "date")} to ${formatIn(zone, cause.until, "date")}`;
  return cause.grantSeq === null ? span : `Granted for ${span}`;
}

/** The month or purchase that a movement came from, linked to the movement that granted it. */
function Cause({ cause, zone, path }: { cause: TransactionCause | null; zone: string; path: string }) {
  const words = cause === null ? null : causeWords(cause, zone);
  if (cause === null || words === null) return null;
  return (
    <span className="block text-12 text-faint">
      {cause.kind === "run" || cause.grantSeq === null ? (
        words
      ) : (
        <Link href={statementPlace(path, { at: cause.grantSeq })} className="link">
          {words}
        </Link>
      )}
    </span>
  );
}

/** Credits that are gained; carrying over moves what one has already. */
const isGain = ({ type, amount }: StatementLine): boolean => amount > 0 && type !== "rollover";

type LineProps = { line: StatementLine; zone: string; isMarked: boolean; place: Place };

function Line({ line, zone, isMarked, place: { path, isOwn } }: LineProps) {
  return (
    <tr className={clsx("border-t align-baseline", isMarked && "bg-notice")} aria-current={isMarked || undefined}>
      <td className="figures w-14 py-2 text-12 text-faint">
        <time dateTime={line.createdAt}>{formatIn(zone, line.createdAt, "clock")}</time>
      </td>
      <td className="wrap-anywhere whitespace-pre-line py-2 pr-4">
        <Description line={line} isOwn={isOwn} />
        <Cause cause={line.cause} zone={zone} path={path} />
      </td>
      <td
        className={clsx(
          "figures py-2 text-right",
          isGain(line) ? "text-good-ink" : line.type === "rollover" ? "text-soft" : "text-ink",
        )}
      >
        {formatSigned(line.amount)}
      </td>
      <td className="figures w-20 py-2 text-right text-faint">{formatCount(line.balanceAfter)}</td>
    </tr>
  );
}

type StatementProps = { lines: readonly StatementLine[]; marked: number | undefined; place: Place };

/** The ledger as a bank would print it: by day in the reader's own time, each line with the balance after it. */
export function Statement({ lines, marked, place }: StatementProps) {
  const zone = useTimeZone();
  return (
    <table className="mt-2 w-full max-w-3xl text-13">
      <caption className="sr-only">Movements of credits, newest first</caption>
      <thead className="text-12 text-faint">
        <tr>
          <th className="py-1 text-left font-normal">Time</th>
          <th className="py-1 text-left font-normal">What</th>
          <th className="py-1 text-right font-normal">Credits</th>
          <th className="py-1 text-right font-normal">Balance</th>
        </tr>
      </thead>
      {statementDays(lines, zone).map(({ day, items }) => (
        <tbody key={items[0]?.id}>
          <tr>
            <th colSpan={4} scope="rowgroup" className="pt-5 pb-1 text-left text-13">
              {day}
            </th>
          </tr>
          {items.map((line) => (
            <Line key={line.id} line={line} zone={zone} isMarked={line.seq === marked} place={place} />
          ))}
        </tbody>
      ))}
      <tfoot className="text-12 text-faint">
        <tr>
          <td colSpan={4} className="border-t pt-2">
            Times in {zone.replaceAll("_", " ")}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
