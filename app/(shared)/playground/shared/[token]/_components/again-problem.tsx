"use client";

import { chargeWords, failureWords } from "@/components/runs/failure-words";
import { refusalWords } from "@/components/runs/refusal-words";
import { Button } from "@/components/ui/button";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { formatCredits } from "@/lib/credits/credits";
import type { ErrorBody } from "@/lib/errors";
import type { ModelName } from "@/lib/models/models";

const count = (value: unknown) => (typeof value === "number" ? value : 0);

function wordsOf(error: ErrorBody, model: ModelName | null): string {
  if (error.error === "insufficient_credits") {
    const [needs, has] = [formatCredits(count(error["required"])), formatCredits(count(error["available"]))];
    return `This run needs at most ${needs}; you have ${has}.`;
  }
  const refused = refusalWords(error);
  if (refused !== null && error["reason"] === "rate") {
    return `${refused} The next can start in ${count(error["retryAfterSeconds"])} s.`;
  }
  if (refused !== null) return refused;
  if (model === null) return error.message;
  const { what, next } = failureWords(error, model);
  return [what, chargeWords(error, what), next].filter(Boolean).join(" ");
}

/** Why it was not run, what that cost, and a way on. Credits are bought in another tab, so that nothing here is lost. */
export function AgainProblem({ error, model }: { error: ErrorBody; model: ModelName | null }) {
  return (
    <div role="alert" className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-13 text-bad-ink">
      <p className="break-words">{wordsOf(error, model)}</p>
      {error.error === "insufficient_credits" && (
        <Button asChild size="small">
          <a href={BUY_PATH} target="_blank" rel="noopener">
            Buy credits (opens a new tab)
          </a>
        </Button>
      )}
    </div>
  );
}
