"use client";

import { useRouter } from "next/navigation";
import type { SubmitEvent } from "react";
import { saveDraft } from "@/components/runs/draft";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

/** Takes an input to the playground. Long ones travel in this tab's storage; without a script the address carries it. */
export function TryBox({ packageId }: { packageId: string }) {
  const router = useRouter();

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const input = new FormData(event.currentTarget).get("input");
    const compares = new FormData(event.currentTarget, event.nativeEvent.submitter).get("compare") !== null;
    saveDraft({ packageId: compares ? null : packageId, input: typeof input === "string" ? input : "" });
    router.push(`/playground?package=${packageId}${compares ? "&compare=none" : ""}`);
  };

  return (
    <form action="/playground" onSubmit={submit} className="flex flex-col gap-2">
      <input type="hidden" name="package" value={packageId} />
      <Textarea name="input" rows={4} aria-label="Your input" placeholder="Your input" className="max-h-64 min-h-24" />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          Try in playground
        </Button>
        <Button type="submit" name="compare" value="none" title="Ask with this package and without, side by side">
          Compare with no package
        </Button>
      </div>
    </form>
  );
}
