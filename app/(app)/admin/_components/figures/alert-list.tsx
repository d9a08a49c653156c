import { LocalTime } from "@/components/local-time";
import { loadHealth } from "./load";

/** What the operator was told of lately, the newest first. */
export async function AlertList() {
  const { alerts } = await loadHealth();
  if (alerts.length === 0) return <p className="border-t py-2 text-13 text-soft">Nothing was alerted so far.</p>;
  return (
    <ul className="border-t">
      {alerts.map(({ id, kind, message, createdAt }) => (
        <li key={id} className="grid gap-x-4 border-b py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
          <p className="text-12 text-faint sm:pt-0.5">
            <LocalTime iso={createdAt.toISOString()} />
          </p>
          <div className="min-w-0">
            <p className="wrap-anywhere text-13">{message}</p>
            <p className="figures text-12 text-faint">{kind}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
