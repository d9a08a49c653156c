"use client";

import { useState } from "react";
import { newId } from "@/lib/id";
import { AdjustmentFields } from "./adjustment-fields";
import { type AdjustedUser, AdjustmentReview, type Reviewed } from "./adjustment-review";
import type { AdjustmentDraft } from "./read-adjustment";

/** Two steps: what and why, then the same in words with the button that does it. */
export function AdjustmentForm({ user, onDone }: { user: AdjustedUser; onDone: () => void }) {
  const [draft, setDraft] = useState<AdjustmentDraft>({ amount: "", reason: "" });
  const [reviewed, setReviewed] = useState<Reviewed | null>(null);
  const [isReviewing, setReviewing] = useState(false);

  if (isReviewing && reviewed !== null) {
    return <AdjustmentReview user={user} reviewed={reviewed} onBack={() => setReviewing(false)} onDone={onDone} />;
  }
  return (
    <AdjustmentFields
      draft={draft}
      free={user.available}
      isBack={reviewed !== null}
      onReview={(written, { amount, reason }) => {
        setDraft(written);
        // The same again keeps its key: the answer to the first try may only have been lost.
        const isSame = reviewed?.amount === amount && reviewed.reason === reason;
        setReviewed(isSame ? reviewed : { amount, reason, key: newId() });
        setReviewing(true);
      }}
    />
  );
}
