"use client";

import clsx from "clsx";
import { useEffect, useState } from "react";
import { request } from "@/components/http/request";

type Counts = { helpful: number; notHelpful: number; yourVote: boolean | null };

const LOOK =
  "finger inline-flex h-8 items-center gap-2 rounded-control border px-3 text-13 hover:border-control disabled:opacity-60";

const CHOICES = [
  { value: true, label: "Helpful", count: "helpful" },
  { value: false, label: "Not helpful", count: "notHelpful" },
] as const;

/**
 * Asks whether it helped: one vote a reader, which can be changed, and is taken back by choosing it again. Being there
 * at all, it also tells the server that the page is open in a browser, and brings the reader's cookie back.
 */
export function Vote({ token, first }: { token: string; first: Counts }) {
  const [counts, setCounts] = useState(first);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const path = `/api/v1/playground/shared/${token}`;

  useEffect(() => {
    void request("POST", `${path}/view`, { keepalive: true });
  }, [path]);

  const vote = async (choice: boolean) => {
    setBusy(true);
    const helpful = counts.yourVote === choice ? null : choice;
    const answer = await request<Counts>("POST", `${path}/feedback`, { body: { helpful } });
    setBusy(false);
    setProblem(answer.ok ? "" : answer.error.message);
    if (answer.ok) setCounts(answer.body);
  };

  return (
    <div className="flex flex-wrap items-center gap-2">
      <span id="vote">Did it help?</span>
      {CHOICES.map(({ value, label, count }) => (
        <button
          key={label}
          type="button"
          aria-pressed={counts.yourVote === value}
          aria-disabled={busy}
          onClick={busy ? undefined : () => void vote(value)}
          className={clsx(LOOK, counts.yourVote === value ? "border-ink bg-pressed text-ink" : "border-line")}
        >
          {label}
          {counts[count] > 0 && <span className="figures text-12">{counts[count]}</span>}
        </button>
      ))}
      <span role="status" className="text-bad-ink">
        {problem}
      </span>
    </div>
  );
}
