"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { arriving } from "@/components/ui/arriving";

const RunAgainPanel = dynamic(
  () => arriving(() => import("./run-again-panel")).then((module) => module.RunAgainPanel),
  {
    loading: () => <p className="text-13 text-soft">Loading…</p>,
  },
);

type RunAgainProps = { token: string; index: number; isSignedIn: boolean; whyNot: string | null };

/** Under a turn: runs it once more, today, on the reader's credits. All that this takes loads when it is wanted. */
export function RunAgain({ token, index, isSignedIn, whyNot }: RunAgainProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = `again-${index + 1}`;

  // The link of the same name beside the text, and the way back from signing in, lead here.
  useEffect(() => {
    const follow = () => {
      if (location.hash === `#${id}`) setOpen(true);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [id]);

  const close = () => {
    if (location.hash === `#${id}`) history.replaceState(history.state, "", location.pathname + location.search);
    setOpen(false);
    button.current?.focus();
  };

  const callback = `/sign-in?callbackUrl=${encodeURIComponent(`/playground/shared/${token}#${id}`)}`;
  return (
    <div id={id} className="mt-4 scroll-mt-6">
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
        className="link finger text-13 text-soft hover:text-ink"
      >
        Run again today
      </button>
      <noscript>
        <span className="text-13 text-faint"> needs JavaScript</span>
      </noscript>
      {open && (
        <div className="mt-4 rounded-panel border p-4">
          {whyNot !== null && <p className="text-13 text-soft">{whyNot}</p>}
          {whyNot === null && !isSignedIn && (
            <p className="text-13 text-soft">
              Running it takes an account and its credits; new accounts come with some.{" "}
              <a href={callback} className="link text-ink">
                Sign in and come back here
              </a>
            </p>
          )}
          {whyNot === null && isSignedIn && <RunAgainPanel token={token} index={index} onClose={close} />}
        </div>
      )}
    </div>
  );
}
