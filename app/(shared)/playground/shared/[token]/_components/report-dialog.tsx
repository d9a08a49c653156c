"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Textarea } from "@/components/ui/textarea";
import { REPORT_CATEGORIES, reportWord } from "@/lib/moderation/report-category";

const LONGEST_COMMENT = 1_000;

/** The form of a report, over the page. Sent, it says thank you in the same place. */
export function ReportDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<"open" | "busy" | "sent">("open");
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => dialog.current?.showModal(), []);

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const comment = String(fields.get("comment") ?? "").trim();
    setState("busy");
    const answer = await request("POST", `/api/v1/playground/shared/${token}/report`, {
      body: { category: fields.get("category"), ...(comment !== "" && { comment }) },
    });
    setState(answer.ok ? "sent" : "open");
    setProblem(answer.ok ? null : answer.error.message);
  };

  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-labelledby="report-title"
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-panel border bg-raised p-5 text-14 text-ink shadow-float backdrop:bg-veil"
    >
      <h2 id="report-title" className="text-16">
        {state === "sent" ? "Thank you" : "Report this page"}
      </h2>
      {state === "sent" ? (
        <>
          <p role="status" className="mt-2 text-soft">
            It is looked at by the people who run this site. What breaks the rules is taken down.
          </p>
          <form method="dialog" className="mt-5 flex justify-end">
            <Button type="submit">Close</Button>
          </form>
        </>
      ) : (
        <form onSubmit={(event) => void send(event)}>
          <fieldset className="mt-3">
            <legend className="mb-1 text-13 text-soft">What is wrong with it?</legend>
            {REPORT_CATEGORIES.map((category) => (
              <label key={category} className="finger flex min-h-8 items-center gap-2.5 text-13">
                <input type="radio" name="category" value={category} required className="accent-(--ink)" />
                {reportWord(category)}
              </label>
            ))}
          </fieldset>
          <label htmlFor="report-comment" className="mt-3 block text-13 text-soft">
            Anything that helps to see it (not shown to its author)
          </label>
          <Textarea
            {...{ id: "report-comment", name: "comment", maxLength: LONGEST_COMMENT, rows: 3 }}
            className="mt-1 max-h-40 w-full"
          />
          <Problem text={problem} className="mt-3" />
          <div className="mt-4 flex justify-end gap-2">
            <Button look="quiet" onClick={() => dialog.current?.close()}>
              Cancel
            </Button>
            <Button type="submit" look="primary" busy={state === "busy"}>
              Send report
            </Button>
          </div>
        </form>
      )}
    </dialog>
  );
}
