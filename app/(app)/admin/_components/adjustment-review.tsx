"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { refreshCredits } from "@/components/credits/credit-store";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { toast } from "@/components/ui/toast";
import { formatCredits } from "@/lib/credits/credits";
import { refusedAdjustment } from "./refused-adjustment";

export type AdjustedUser = { id: string; email: string; available: number };

/** What was reviewed, with the key under which it is made once however often it is sent. */
export type Reviewed = { amount: number; reason: string; key: string };

type AdjustmentReviewProps = { user: AdjustedUser; reviewed: Reviewed; onBack: () => void; onDone: () => void };

/** The adjustment in words, with the button that makes it. */
export function AdjustmentReview({ user, reviewed, onBack, onDone }: AdjustmentReviewProps) {
  const router = useRouter();
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const { amount, reason } = reviewed;
  const button = useRef<HTMLButtonElement>(null);
  const credits = formatCredits(Math.abs(amount));

  // The button that had the focus has gone with the form.
  useEffect(() => button.current?.focus(), []);

  const adjust = async () => {
    setState({ busy: true, problem: null });
    const answer = await request("POST", `/api/v1/admin/users/${user.id}/adjustments`, { body: reviewed });
    if (!answer.ok) return setState({ busy: false, problem: refusedAdjustment(answer.error) });
    toast(`${credits} ${amount > 0 ? "given to" : "taken from"} ${user.email}.`);
    onDone();
    router.refresh();
    // It may have been the admin's own wallet.
    await refreshCredits();
  };

  return (
    <div className="flex flex-col gap-4">
      <p className="wrap-anywhere text-14">
        {amount > 0
          ? `${user.email} gets ${credits}, which do not expire.`
          : `${user.email} loses ${credits} of the ${formatCredits(user.available)} that are free.`}
      </p>
      <blockquote className="wrap-anywhere max-h-40 overflow-y-auto whitespace-pre-wrap border-l-2 pl-3 text-14 text-soft">
        {reason}
      </blockquote>
      <Problem text={state.problem} />
      <div className="flex flex-wrap gap-2">
        <Button look={amount > 0 ? "primary" : "danger"} busy={state.busy} onClick={() => void adjust()} ref={button}>
          {amount > 0 ? "Give" : "Take away"} {credits}
        </Button>
        <Button look="quiet" busy={state.busy} onClick={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}
