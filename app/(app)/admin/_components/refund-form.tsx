"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { formatUsd } from "@/components/format";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { REFUND_REASON } from "@/lib/billing/refund";
import type { NewRefund } from "@/lib/billing/refund-request";
import { newId } from "@/lib/id";
import { type RefundedPack, refundCents, refundEffect } from "./refund-words";

type RefundFormProps = { pack: RefundedPack; onDone: () => void };
type State = { busy: boolean; problem: string | null; reasonProblem: string | null };

const IDLE: State = { busy: false, problem: null, reasonProblem: null };

/** How much of a purchase goes back and why, what that does to the credits, and the button that does it. */
export function RefundForm({ pack, onDone }: RefundFormProps) {
  const router = useRouter();
  const hasParts = pack.unusedCents > 0 && pack.unusedCents < pack.wholeCents;
  const [part, setPart] = useState<NewRefund["part"]>(hasParts ? "unused" : "whole");
  const [state, setState] = useState(IDLE);
  // The same again keeps its key: the answer to the first try may only have been lost.
  const sent = useRef<NewRefund | null>(null);
  const amount = formatUsd(refundCents(pack, part));

  const refund = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get("reason")).trim();
    const { min, max } = REFUND_REASON;
    if (reason.length < min || reason.length > max) {
      return setState({ ...IDLE, reasonProblem: `Give a reason of ${min} to ${max} characters.` });
    }
    const isSame = sent.current?.part === part && sent.current.reason === reason;
    const body: NewRefund = isSame && sent.current !== null ? sent.current : { part, reason, key: newId() };
    sent.current = body;
    setState({ ...IDLE, busy: true });
    const answer = await request<{ amountCents: number }>(
      "POST",
      `/api/v1/admin/purchases/${pack.purchaseId}/refunds`,
      { body },
    );
    if (!answer.ok) return setState({ ...IDLE, problem: answer.error.message });
    // What is left may have changed since the page was made.
    toast(`${formatUsd(answer.body.amountCents)} on the way back to ${pack.email}.`);
    onDone();
    router.refresh();
  };

  return (
    <form noValidate onSubmit={(event) => void refund(event)} className="flex flex-col gap-3">
      <fieldset className="-mx-2">
        <legend className="sr-only">How much</legend>
        <Choice name="part" value="whole" current={part} onChoose={setPart} hint={formatUsd(pack.wholeCents)}>
          {pack.backCents > 0 ? "All that is left of it" : "The whole purchase"}
        </Choice>
        {hasParts && (
          <Choice name="part" value="unused" current={part} onChoose={setPart} hint={formatUsd(pack.unusedCents)}>
            What is unused, {pack.unusedCredits} of {pack.credits}
          </Choice>
        )}
      </fieldset>
      <Field id="refund-reason" label="Reason, for the audit log" problem={state.reasonProblem}>
        <Textarea
          id="refund-reason"
          name="reason"
          required
          maxLength={300}
          rows={2}
          aria-invalid={state.reasonProblem !== null}
          aria-describedby="refund-reason-problem"
        />
      </Field>
      <p role="status" className="wrap-anywhere text-13 text-soft">
        {refundEffect(pack, part)}
      </p>
      <Problem text={state.problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="danger" busy={state.busy}>
          Refund {amount}
        </Button>
        <Button look="quiet" onClick={onDone} busy={state.busy}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
