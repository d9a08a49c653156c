import { formatTime } from "@/components/format";
import type { SessionSummary } from "@/lib/sessions/session";

export type SessionDay = { day: string; items: SessionSummary[] };

const DAY_MS = 86_400_000;

/** Sessions by the day of their last turn in one time zone: today, yesterday, or the date. Their order is kept. */
export function sessionDays(sessions: readonly SessionSummary[], zone: string, now: Date): SessionDay[] {
  const dayOf = (instant: Date) => formatTime(instant, "date", zone, now);
  const names = new Map([
    [dayOf(new Date(now.getTime() - DAY_MS)), "Yesterday"],
    [dayOf(now), "Today"],
  ]);
  const days: SessionDay[] = [];
  for (const session of sessions) {
    const date = dayOf(new Date(session.lastTurnAt));
    const day = names.get(date) ?? date;
    const last = days.at(-1);
    if (last?.day === day) last.items.push(session);
    else days.push({ day, items: [session] });
  }
  return days;
}
