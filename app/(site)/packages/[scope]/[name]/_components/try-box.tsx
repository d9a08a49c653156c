"use client";

import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { saveDraft } from "@/components/runs/draft";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/textarea";

/** Takes an input to the playground. Long ones travel in this tab's storage; without a script the address carries it. */
export function TryBox({ packageId }: { packageId: string }) {
  const router = useRouter();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const input = new FormData(event.currentTarget).get("input");
    saveDraft({ packageId, input: typeof input === "string" ? input : "" });
    router.push(`/playground?package=${packageId}`);
  };

  return (
    <form action="/playground" onSubmit={submit} className="flex flex-col gap-2">
      <input type="hidden" name="package" value={packageId} />
      <Textarea name="input" rows={4} aria-label="Your input" placeholder="Your input" className="max-h-64 min-h-24" />
      <Button type="submit" look="primary" className="self-start">
        Try in playground
      </Button>
    </form>
  );
}
