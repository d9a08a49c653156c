"use client";

import clsx from "clsx";
import { ShieldCheck, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import type { ListedFinding } from "@/lib/sessions/share";

type FindingRowProps = { finding: ListedFinding; isShown: boolean; onChange: (isShown: boolean) => void };

function FindingRow({ finding, isShown, onChange }: FindingRowProps) {
  const { label, sample, places, mayShow } = finding;
  return (
    <li className="flex items-center gap-3 border-t py-2">
      <div className="min-w-0 flex-1">
        <p className="text-13">
          {label}
          {places > 1 && <span className="text-soft">, in {places} places</span>}
        </p>
        <p className="truncate font-mono text-12 text-soft" title={sample}>
          {sample}
        </p>
      </div>
      <span className={clsx("shrink-0 text-12", isShown ? "text-bad-ink" : "text-soft")}>
        {isShown ? "will be public" : mayShow ? "removed" : "always removed"}
      </span>
      {mayShow && <Switch checked={isShown} label={`Show it: ${label}, ${sample}`} onChange={onChange} />}
    </li>
  );
}

type FindingsProps = {
  findings: readonly ListedFinding[];
  shown: readonly string[];
  onChange: (shown: string[]) => void;
};

/** What was found that may not be meant for everyone: each is removed unless its author wants it shown. */
export function Findings({ findings, shown, onChange }: FindingsProps) {
  const isShown = ({ id, mayShow }: ListedFinding) => mayShow && shown.includes(id);
  const left = findings.filter(isShown).length;
  if (findings.length === 0) {
    return (
      <p className="mt-4 flex items-start gap-2 text-13 text-soft">
        <ShieldCheck size={16} aria-hidden className="mt-px shrink-0" />
        Nothing secret or personal was found. Read it through all the same: names and stories are not recognised.
      </p>
    );
  }
  const things = findings.length === 1 ? "1 thing was" : `${findings.length} things were`;
  return (
    <section aria-labelledby="share-findings" className="mt-4 rounded-panel border border-control bg-notice px-3">
      <div className="flex min-h-12 flex-wrap items-center gap-x-2 py-2">
        <TriangleAlert size={16} aria-hidden className="shrink-0 text-live" />
        <h3 id="share-findings" className="min-w-48 flex-1 text-13">
          {things} found that may not be meant for everyone
          <span aria-live="polite" className="block font-normal text-soft">
            {left === 0 ? "All of it is removed." : `${left} of ${findings.length} will be public.`}
          </span>
        </h3>
        {left > 0 && (
          <Button size="small" onClick={() => onChange([])}>
            Remove all
          </Button>
        )}
      </div>
      <ul>
        {findings.map((finding) => (
          <FindingRow
            key={finding.id}
            finding={finding}
            isShown={isShown(finding)}
            onChange={(wanted) => onChange(wanted ? [...shown, finding.id] : shown.filter((id) => id !== finding.id))}
          />
        ))}
      </ul>
    </section>
  );
}
