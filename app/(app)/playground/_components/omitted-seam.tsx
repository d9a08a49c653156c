import { ChevronDown } from "lucide-react";

/** Above a turn whose prompt could not hold the whole thread: how much of it the model did not read, and why. */
export function OmittedSeam({ turns }: { turns: number }) {
  return (
    <details className="group/seam mb-6 text-12 text-faint">
      <summary className="finger flex min-h-7 items-center gap-3 rounded-control">
        <span aria-hidden className="h-px flex-1 bg-line" />
        <span className="flex items-center gap-1.5 text-soft">
          {turns === 1 ? "1 older turn was" : `${turns} older turns were`} not sent with this one
          <ChevronDown size={13} aria-hidden className="transition-transform group-open/seam:rotate-180" />
        </span>
        <span aria-hidden className="h-px flex-1 bg-line" />
      </summary>
      <p className="mx-auto mt-2 max-w-measure text-13 text-soft">
        Each run sends the thread again, and what is sent is paid for. Here the oldest turns were left out, so that the
        rest fits the budget; the model answered without having read them. They are still in this thread.
      </p>
    </details>
  );
}
