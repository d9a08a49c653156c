import Link from "next/link";
import type { ErrorBody } from "@/lib/errors";
import type { SharePreview } from "@/lib/sessions/share";
import { Refusals } from "./refusals";

type Listed = SharePreview["refusals"];

function refusalsIn(error: ErrorBody): Listed {
  return Array.isArray(error["refusals"]) ? (error["refusals"] as Listed) : [];
}

function words(error: ErrorBody): string {
  if (error.error === "not_found") return "This thread or its link is not there any more. It was deleted or ended.";
  const seconds = error["retryAfterSeconds"];
  if (error.error === "rate_limited" && typeof seconds === "number") {
    return `Too many changes in a short time. Try again in ${seconds} seconds.`;
  }
  return error.message;
}

/** Why something about a link was refused, by what it was. */
export function ShareProblem({ error }: { error: ErrorBody }) {
  const refusals = refusalsIn(error);
  if (refusals.length > 0) return <Refusals refusals={refusals} />;
  return (
    <p role="alert" className="break-words text-13 text-bad-ink">
      {words(error)}{" "}
      {error.error === "plan_required" && (
        <Link href="/pricing" className="link whitespace-nowrap text-ink">
          See PRPM+
        </Link>
      )}
    </p>
  );
}
