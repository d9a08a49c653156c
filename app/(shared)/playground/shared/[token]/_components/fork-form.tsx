"use client";

import { type FormEvent, useRef } from "react";
import { Button } from "@/components/ui/button";

/** So long the session may take to open; who presses again within it means the same one. */
const OPENING_MS = 10_000;

/** Makes a session of one's own that begins with what is shared; it needs no script. */
export function ForkForm({ token, className }: { token: string; className: string }) {
  const sentAt = useRef(Number.NEGATIVE_INFINITY);
  const send = (event: FormEvent) => {
    if (event.timeStamp - sentAt.current < OPENING_MS) event.preventDefault();
    else sentAt.current = event.timeStamp;
  };
  return (
    <form method="post" action={`/playground/shared/${token}/fork`} onSubmit={send} className={className}>
      <Button type="submit" title="A session of your own that begins with this">
        Fork
      </Button>
    </form>
  );
}
