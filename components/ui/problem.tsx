import clsx from "clsx";

type ProblemProps = { text: string | null; id?: string; className?: string };

/** Why something was refused, beside what was asked for; nothing while there is no problem. */
export function Problem({ text, id, className }: ProblemProps) {
  if (text === null) return null;
  return (
    <p id={id} role="alert" className={clsx("break-words text-13 text-bad-ink", className)}>
      {text}
    </p>
  );
}
