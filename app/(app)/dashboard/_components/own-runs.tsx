"use client";

import Link from "next/link";
import { formatCount, formatTime } from "@/components/format";
import { useTimeZone } from "@/components/local-time";
import { LinkPending } from "@/components/ui/link-pending";
import { Mark } from "@/components/ui/mark";
import type { OwnRun } from "@/lib/insights/own-run";
import type { RunStatus } from "@/lib/runs/run";
import { runWords } from "./run-words";
import { turnHref } from "./usage-query";

const MARKS: Partial<Record<RunStatus, { words: string; tone: "live" | "plain" | "bad" }>> = {
  running: { words: "in flight", tone: "live" },
  stopped: { words: "stopped", tone: "plain" },
  failed: { words: "failed", tone: "bad" },
};

/** What was run and asked, leading to its turn while that is kept. */
function What({ run }: { run: OwnRun }) {
  const href = turnHref(run);
  const mark = MARKS[run.status];
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        {href === null ? (
          run.description
        ) : (
          <Link href={href} prefetch={false} className="link relative">
            {run.description}
            <LinkPending />
          </Link>
        )}
        {mark !== undefined && <Mark tone={mark.tone}>{mark.words}</Mark>}
      </span>
      {run.question !== null && <span className="mt-0.5 block text-soft">{run.question}</span>}
      <span className="mt-0.5 block text-12 text-faint">
        {runWords(run)}
        {href === null && " Its session is not kept any more."}
      </span>
    </>
  );
}

function Row({ run, zone }: { run: OwnRun; zone: string }) {
  const instant = new Date(run.createdAt);
  return (
    <tr className="border-t align-top">
      <td className="figures w-30 py-2 pr-4 text-12 text-faint sm:whitespace-nowrap max-sm:w-14 max-sm:pr-3">
        <time dateTime={run.createdAt}>{formatTime(instant, "moment", zone, instant)}</time>
      </td>
      <td className="wrap-anywhere py-2 pr-4">
        <What run={run} />
      </td>
      <td className="figures w-20 py-2 text-right text-soft max-sm:hidden">{formatCount(run.tokensUsed)}</td>
      <td className="figures w-16 py-2 text-right">{formatCount(run.creditsSpent)}</td>
    </tr>
  );
}

/** One's own runs, each with what it was, what it cost and why. */
export function OwnRuns({ runs }: { runs: readonly OwnRun[] }) {
  const zone = useTimeZone();
  return (
    <table className="mt-4 w-full max-w-3xl text-13">
      <caption className="sr-only">Your runs, newest first</caption>
      <thead className="text-12 text-faint">
        <tr>
          <th scope="col" className="py-1 text-left font-normal">
            Time
          </th>
          <th scope="col" className="py-1 text-left font-normal">
            What
          </th>
          <th scope="col" className="py-1 text-right font-normal max-sm:hidden">
            Tokens
          </th>
          <th scope="col" className="py-1 text-right font-normal">
            Credits
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.id} run={run} zone={zone} />
        ))}
      </tbody>
      <tfoot className="text-12 text-faint">
        <tr>
          <td colSpan={4} className="border-t pt-2">
            Times in {zone.replaceAll("_", " ")}
            {zone !== "UTC" && "; days are counted in UTC"}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
