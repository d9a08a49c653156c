import clsx from "clsx";

/** Why something was refused, beside what was asked for; nothing while there is no problem. */
export function Problem({ text, className }: { text: string | null; className?: string }) {
  if (text === null) return null;
  return (
    <p role="alert" className={clsx("break-words text-13 text-bad-ink", className)}>
      {text}
    </p>
  );
}
