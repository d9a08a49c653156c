"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useAction } from "@/components/http/use-action";
import { EndLink } from "@/components/shares/end-link";
import { ExpiryField } from "@/components/shares/expiry-field";
import { askToShare } from "@/components/shares/share-requests";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Switch } from "@/components/ui/switch";
import type { Share } from "@/lib/sessions/share";

type Terms = Pick<Share, "expiresAt" | "listed">;
type LinkActionsProps = { link: Share; onClose: () => void };

/** What can be changed about a link without looking at its turns, and the way to those. */
export function LinkActions({ link, onClose }: LinkActionsProps) {
  const router = useRouter();
  const { busy, problem, act } = useAction();
  /** Shown at once; as they are kept once no change is on its way, for some may have been refused. */
  const [{ expiresAt, listed }, setTerms] = useState<Terms>(link);
  const kept = useRef<Terms>(link);
  /** Changes are sent one after another, however fast they are made. */
  const sent = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const path = `/api/v1/playground/sessions/${link.sessionId}/share`;

  const change = (body: { listed: boolean } | { expiresAt: string | null }, said: string) => {
    setTerms((now) => ({ ...now, ...body }));
    waiting.current += 1;
    sent.current = sent.current.then(async () => {
      const answer = await act({ method: "PATCH", path, body, said });
      if (answer.ok) kept.current = { ...kept.current, ...body };
      waiting.current -= 1;
      if (waiting.current === 0) setTerms(kept.current);
    });
  };
  const end = async () => {
    const answer = await act({ method: "DELETE", path, said: "The link has ended. Nobody can read it any more." });
    if (answer.ok) onClose();
  };
  const show = () => {
    onClose();
    // After the keyboard is back on the button of this menu, so that it goes there again in the end.
    setTimeout(() => askToShare({ sessionId: link.sessionId, through: null, onChange: router.refresh }), 50);
  };

  return (
    <div className="flex flex-col gap-3 p-2">
      {link.status === "live" && (
        <>
          <ExpiryField
            id={`expiry-${link.token}`}
            expiresAt={expiresAt}
            onChange={(at) => change({ expiresAt: at }, "The end of the link is changed.")}
          />
          <div className="flex items-center gap-3 text-13">
            <span className="flex-1">List on the package's page</span>
            <Switch
              checked={listed}
              label="List on the package's page"
              onChange={(isListed) =>
                change(
                  { listed: isListed },
                  isListed ? "The link is to be listed." : "The link is not listed any more.",
                )
              }
            />
          </div>
          <Button size="small" className="self-start" aria-haspopup="dialog" onClick={show}>
            Change what it shows
          </Button>
        </>
      )}
      <Problem text={problem} />
      {link.status !== "taken_down" && <EndLink busy={busy} onEnd={() => void end()} className="self-start" />}
    </div>
  );
}
