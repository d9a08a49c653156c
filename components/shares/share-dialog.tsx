"use client";

import { useEffect, useState } from "react";
import { useHeardCredits } from "@/components/credits/credit-store";
import type { Answer } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { type LoadedShare, loadShare } from "./load-share";
import { ShareForm } from "./share-form";
import { ShareProblem } from "./share-problem";
import type { ShareRequest } from "./share-requests";

/** Reads the thread and its link; `again` reads them anew. */
function useLoadedShare(asked: ShareRequest) {
  const [answer, setAnswer] = useState<Answer<LoadedShare> | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    // Read again after each failure.
    void round;
    let isOver = false;
    void loadShare(asked).then((loaded) => {
      if (!isOver) setAnswer(loaded);
    });
    return () => {
      isOver = true;
    };
  }, [asked, round]);

  const again = () => {
    setAnswer(null);
    setRound((before) => before + 1);
  };
  return { answer, again };
}

type ShareDialogProps = { request: ShareRequest; onClose: () => void };

/** Shares a session: shows exactly what would be public, makes the link, changes it and ends it. */
export function ShareDialog({ request, onClose }: ShareDialogProps) {
  const { answer, again } = useLoadedShare(request);
  const plan = useHeardCredits()?.plan;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      place="sheet"
      title="Share this thread"
      description="A copy of the turns you choose, under a link. What you do here later does not change it."
      className="flex flex-col"
    >
      {answer === null ? (
        <p role="status" className="p-4 text-13 text-soft">
          Reading the thread
        </p>
      ) : answer.ok ? (
        <Loaded request={request} loaded={answer.body} isFree={plan === "free"} />
      ) : (
        <div className="flex flex-wrap items-center gap-3 p-4">
          <ShareProblem error={answer.error} />
          {answer.error.error !== "not_found" && (
            <Button size="small" onClick={again}>
              Try again
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}

type LoadedProps = { request: ShareRequest; loaded: LoadedShare; isFree: boolean };

function Loaded(props: LoadedProps) {
  const { link, turns } = props.loaded;
  if (link?.status === "taken_down") {
    return (
      <div role="alert" className="m-4 rounded-panel border border-bad bg-bad-wash px-3 py-2 text-13">
        <p className="font-strong">The link of this thread was taken down</p>
        <p className="wrap-anywhere mt-1 text-soft">{link.takenDownReason ?? "Nobody can read it."}</p>
        <p className="mt-1 text-soft">This thread cannot be shared under another link.</p>
      </div>
    );
  }
  if (turns.length === 0) {
    return <p className="p-4 text-13 text-soft">There is no answer of yours to share yet. Run something first.</p>;
  }
  return <ShareForm {...props} />;
}
