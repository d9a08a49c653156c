"use client";

import { useEffect, useId, useMemo, useRef, useState } from "react";
import { FileDiff } from "@/components/diff/file-diff";
import { lineDiff } from "@/components/diff/line-diff";
import { MarkedWords } from "@/components/diff/marked-words";
import { wordDiff } from "@/components/diff/word-diff";
import { Select } from "@/components/ui/select";

/** An answer and what it is called. */
export type DiffSide = { name: string; text: string };

const TOO_FAR = "These answers have little in common; their differences are not marked.";

function WordSides({ left, right }: { left: DiffSide; right: DiffSide }) {
  const diff = useMemo(() => wordDiff(left.text, right.text), [left.text, right.text]);
  if (diff === null) return <p className="text-13 text-soft">{TOO_FAR}</p>;
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
      <section aria-label={`Only in ${left.name}`} className="min-w-0">
        <MarkedWords pieces={diff.before} as="del" />
      </section>
      <section aria-label={`Only in ${right.name}`} className="min-w-0">
        <MarkedWords pieces={diff.after} as="ins" />
      </section>
    </div>
  );
}

function LineRows({ left, right }: { left: DiffSide; right: DiffSide }) {
  const rows = useMemo(() => lineDiff(left.text, right.text), [left.text, right.text]);
  if (rows === null) return <p className="text-13 text-soft">{TOO_FAR}</p>;
  return <FileDiff rows={rows} label={`${left.name} to ${right.name}`} />;
}

type SideSelectProps = { label: string; sides: readonly DiffSide[]; value: number; onChange: (at: number) => void };

function SideSelect({ label, sides, value, onChange }: SideSelectProps) {
  const id = useId();
  return (
    <span className="flex items-center gap-2">
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {sides.map(({ name }, at) => (
          <option key={name} value={at}>
            {name}
          </option>
        ))}
      </Select>
    </span>
  );
}

/** What differs between any two answers of a turn, by words or by lines. */
export function LaneDiff({ sides }: { sides: readonly DiffSide[] }) {
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(1);
  const [by, setBy] = useState<"words" | "lines">("words");
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  // It opens below what is on screen.
  useEffect(() => panel.current?.scrollIntoView({ block: "start" }), []);
  const left = sides[from];
  const right = sides[to];
  if (left === undefined || right === undefined) return null;
  return (
    <section ref={panel} aria-label="Differences" className="mt-3 scroll-mt-14 rounded-panel border p-4">
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-13">
        <SideSelect label="From" sides={sides} value={from} onChange={setFrom} />
        <SideSelect label="to" sides={sides} value={to} onChange={setTo} />
        <span className="flex items-center gap-2">
          <label htmlFor={id}>by</label>
          <Select id={id} value={by} onChange={(event) => setBy(event.target.value === "lines" ? "lines" : "words")}>
            <option value="words">words</option>
            <option value="lines">lines</option>
          </Select>
        </span>
        {left.text === right.text && <span className="text-soft">The same, word for word.</span>}
      </div>
      {by === "words" ? <WordSides left={left} right={right} /> : <LineRows left={left} right={right} />}
    </section>
  );
}
