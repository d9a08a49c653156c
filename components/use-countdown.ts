"use client";

import { useEffect, useState } from "react";

/** Whole seconds until an instant (milliseconds since 1970), counting down to 0. */
export function useCountdown(until: number): number {
  const [clock, setClock] = useState(() => ({ until, now: Date.now() }));
  // Another end is counted from the time at which it comes, not from the last tick of the one before.
  if (clock.until !== until) setClock({ until, now: Date.now() });
  const { now } = clock;
  const left = Math.max(0, Math.ceil((until - now) / 1_000));
  const counting = until > now;

  useEffect(() => {
    const tick = () => setClock({ until, now: Date.now() });
    tick();
    if (until <= Date.now()) return;
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [until]);

  return counting ? left : 0;
}
