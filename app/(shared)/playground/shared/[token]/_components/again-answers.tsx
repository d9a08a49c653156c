"use client";

import { type ReactNode, useMemo, useState } from "react";
import { MarkedWords } from "@/components/diff/marked-words";
import { wordDiff } from "@/components/diff/word-diff";
import { Markdown } from "@/components/markdown/markdown";
import { Receipt, type ReceiptFacts } from "@/components/runs/receipt";
import type { Receipt as RunReceipt } from "@/lib/runs/run";
import type { SharedRun } from "@/lib/sessions/shared-session";

type ColumnProps = { title: string; receipt: ReceiptFacts; children: ReactNode };

function Column({ title, receipt, children }: ColumnProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col">
      <h3 className="mb-3 border-b pb-2 text-13">{title}</h3>
      <div className="flex-1">{children}</div>
      <div className="mt-5 border-t border-dashed pt-3">
        <Receipt receipt={receipt} />
      </div>
    </section>
  );
}

/** The shared answer and today's side by side: word for word with their differences marked, or as they read. */
export function AgainAnswers({ shared, today }: { shared: SharedRun; today: RunReceipt }) {
  const diff = useMemo(() => wordDiff(shared.response, today.response), [shared.response, today.response]);
  const [marked, setMarked] = useState(true);
  const isMarked = marked && diff !== null;
  const isSame = shared.response === today.response;
  return (
    <>
      {diff === null ? (
        <p className="mb-4 text-13 text-soft">The answers have little in common; differences are not marked.</p>
      ) : (
        <label className="finger mb-4 flex items-center gap-2 text-13">
          <input type="checkbox" checked={marked} onChange={() => setMarked(!marked)} className="accent-(--ink)" />
          Mark differences
          {isSame && <span className="text-soft">(there are none: the answers are the same word for word)</span>}
        </label>
      )}
      <div className="grid gap-x-8 gap-y-10 md:grid-cols-2">
        <Column title="As it was shared" receipt={shared}>
          {isMarked ? <MarkedWords pieces={diff.before} as="del" /> : <Markdown text={shared.response} below={3} />}
        </Column>
        <Column title="Today" receipt={today}>
          {isMarked ? <MarkedWords pieces={diff.after} as="ins" /> : <Markdown text={today.response} below={3} />}
        </Column>
      </div>
    </>
  );
}
