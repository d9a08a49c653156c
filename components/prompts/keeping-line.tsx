import { Button } from "@/components/ui/button";
import type { Keeping } from "./draft-keeper";

const WORDS = { idle: "", waiting: "Not saved yet", saving: "Saving", saved: "Saved" } as const;

function failureWords({ status, error }: Extract<Keeping, { state: "failed" }>): string {
  if (status === 401) return "Sign in to keep this prompt. Until then it stays in this tab.";
  if (status === 0) return "Not saved: no connection. Your text stays in this tab and is saved once there is one.";
  return `Not saved. ${error.message.replace(/[.]?$/, ".")} Your text stays in this tab.`;
}

type KeepingLineProps = {
  keeping: Keeping;
  onSave: () => void;
  /** After a conflict: this one takes the place of the other, or becomes a prompt of its own. */
  onReplace: () => void;
  onBranch: () => void;
};

/** How far what is written is saved; a failure says that nothing is lost, and offers what can be done. */
export function KeepingLine({ keeping, onSave, onReplace, onBranch }: KeepingLineProps) {
  if (keeping.state === "conflict") {
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <p role="alert" className="min-w-48 flex-1 text-12 text-bad-ink">
          Not saved: this prompt was changed in another tab or on another device. Your text stays in this tab.
        </p>
        <span className="flex flex-wrap gap-1.5">
          <Button size="small" onClick={onBranch}>
            Keep both
          </Button>
          <Button size="small" look="quiet" onClick={onReplace}>
            Replace the other
          </Button>
        </span>
      </div>
    );
  }
  if (keeping.state !== "failed") return <p className="text-12 text-faint">{WORDS[keeping.state]}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p role="alert" className="wrap-anywhere min-w-48 flex-1 text-12 text-bad-ink">
        {failureWords(keeping)}
      </p>
      {keeping.status === 401 ? (
        <Button asChild size="small">
          <a href={`/sign-in?callbackUrl=${encodeURIComponent("/playground?prompt=new")}`}>Sign in</a>
        </Button>
      ) : (
        <Button size="small" onClick={onSave}>
          Save now
        </Button>
      )}
    </div>
  );
}
