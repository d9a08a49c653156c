import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { guideOf } from "@/lib/jobs/alert-guide";
import type { Channel } from "@/lib/jobs/delivery";
import { type AlertLine, listAlerts } from "@/lib/jobs/list-alerts.server";
import { CHANNEL_WORDS, channelsWords, toldWords, waitingChannels } from "./alert-words";
import { ExactTime } from "./exact-time";

const SHOWN = 30;

/** Where the alert went and when, or why not. */
function Deliveries({ alert, waiting }: { alert: AlertLine; waiting: readonly Channel[] }) {
  const isAlone = alert.told.length === 0 && waiting.length === 0;
  return (
    <ul className="flex min-w-0 flex-col gap-0.5 text-12 text-soft">
      {alert.told.map((told) => {
        const { words, isBad } = toldWords(told);
        return (
          <li key={told.channel} className={isBad ? "wrap-anywhere text-bad-ink" : "wrap-anywhere"}>
            {CHANNEL_WORDS[told.channel]} {words},{" "}
            <span className="figures whitespace-nowrap">
              <ExactTime iso={told.triedAt} />
            </span>
          </li>
        );
      })}
      {waiting.map((channel) => (
        <li key={channel}>{CHANNEL_WORDS[channel]} is still to be told</li>
      ))}
      {isAlone && <li className="text-faint">Shown here only</li>}
    </ul>
  );
}

function Line({ alert, channels, now }: { alert: AlertLine; channels: readonly Channel[]; now: Date }) {
  const { title, todo, path } = guideOf(alert.kind);
  const isToday = alert.day === now.toISOString().slice(0, 10);
  return (
    <li className="grid gap-x-4 gap-y-1 border-b py-2.5 lg:grid-cols-[11.5rem_minmax(0,1fr)_minmax(0,19rem)]">
      <p className="figures text-12 text-faint lg:pt-0.5">
        <ExactTime iso={alert.createdAt} />
      </p>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-13">
          <span className="font-strong">{title}</span>
          {isToday && <Mark tone="bad">today</Mark>}
        </p>
        <p className="wrap-anywhere text-13 text-soft">{alert.message}</p>
        <p className="mt-0.5 text-12 text-faint">
          {todo}{" "}
          <Link href={path(alert.subject)} className="link whitespace-nowrap">
            Where to look<span className="sr-only">: {title}</span>
          </Link>
        </p>
      </div>
      <Deliveries alert={alert} waiting={waitingChannels(alert, channels, now)} />
    </li>
  );
}

/** The newest alerts: what happened, what to do about it, and whether anybody was told elsewhere than here. */
export async function AlertsPanel({ now }: { now: Date }) {
  const { items, channels } = await listAlerts(SHOWN);
  return (
    <section aria-labelledby="alerts">
      <h2 id="alerts" className="scroll-mt-16 text-16 font-strong">
        Alerts
      </h2>
      <p className="mt-1 max-w-[76ch] text-13 text-soft">
        Once a day (UTC) for the same thing, also while it goes on. {channelsWords(channels)}
      </p>
      {items.length === 0 ? (
        <p className="mt-4 text-13 text-soft">Nothing was alerted yet.</p>
      ) : (
        <ul className="mt-3 border-t">
          {items.map((alert) => (
            <Line key={alert.id} alert={alert} channels={channels} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}
