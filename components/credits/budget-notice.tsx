"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { IconButton } from "@/components/ui/icon-button";
import type { BudgetStatus } from "@/lib/credits/budget";
import { noticeWords } from "./budget-words";
import { useBudget } from "./use-budget";

/** Says quietly, under the header, that a part of one's own budget is reached, until it is put away. */
export function BudgetNotice({ rendered }: { rendered: BudgetStatus }) {
  const { status, putAway } = useBudget(rendered);
  const words = noticeWords(status);
  return (
    <div role="status">
      {words !== null && (
        <aside
          aria-label="Budget"
          className="flex shrink-0 items-start gap-2.5 border-b bg-raised py-1 pr-2 pl-4 text-13 sm:pl-6"
        >
          <p className="min-w-0 flex-1 py-1.5">
            {words}{" "}
            <Link href="/dashboard#budget" className="link whitespace-nowrap">
              Look at it
            </Link>
          </p>
          <IconButton label="Put this notice away" onClick={putAway}>
            <X size={16} aria-hidden />
          </IconButton>
        </aside>
      )}
    </div>
  );
}
