import { Button } from "@/components/ui/button";
import type { Keeping } from "./draft-keeper";

const WORDS = { idle: "", waiting: "Not saved yet", saving: "Saving", saved: "Saved" } as const;

function failureWords({ status, error }: Extract<Keeping, { state: "failed" }>): string {
  if (status === 401) return "Sign in to keep this prompt. Until then it stays in this tab.";
  if (status === 0) return "Not saved: no connection. Your text stays in this tab and is saved once there is one.";
  return `Not saved. ${error.message.replace(/[.]?$/, ".")} Your text stays in this tab.`;
}

/** How far what is written is saved; a failure says that nothing is lost, and offers what can be done. */
export function KeepingLine({ keeping, onSave }: { keeping: Keeping; onSave: () => void }) {
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
