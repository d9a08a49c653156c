"use client";

import { Star } from "lucide-react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";

type FeatureButtonProps = { token: string; title: string; featured: boolean };

/** Puts a result first on the page of one's package, or lets it stand where votes and age put it. */
export function FeatureButton({ token, title, featured }: FeatureButtonProps) {
  const { busy, problem, act } = useAction();

  const feature = () =>
    act({
      method: "POST",
      path: `/api/v1/playground/shared/${token}/feature`,
      body: { featured: !featured },
      said: featured ? "No longer featured." : "Featured.",
    });

  return (
    <>
      <Button
        look="quiet"
        size="small"
        busy={busy}
        aria-pressed={featured}
        aria-label={`Feature: ${title}`}
        onClick={() => void feature()}
        className="-mx-2 -my-1"
      >
        <Star size={13} aria-hidden fill={featured ? "currentColor" : "none"} />
        {featured ? "Featured" : "Feature"}
      </Button>
      {problem !== null && (
        <span role="alert" className="text-bad-ink">
          {problem}
        </span>
      )}
    </>
  );
}
