import Link from "next/link";
import { now } from "@/lib/clock";
import { listReports } from "@/lib/sessions/list-reports.server";
import { type Attention, attentionTo } from "./attention";
import { loadHealth } from "./load";

/** What needs somebody now, by how the machinery stands and what readers reported. */
export async function loadNeeds(): Promise<Attention[]> {
  const at = now();
  const [health, reports] = await Promise.all([loadHealth(), listReports({ state: "open", limit: 1, now: at })]);
  return attentionTo({ ...health, now: at, hasOpenReports: reports.items.length > 0 });
}

/** What needs somebody, each as a link to where it is done; nothing when there is nothing. */
export function Needs({ of }: { of: readonly Attention[] }) {
  if (of.length === 0) return null;
  return (
    <ul aria-label="What needs you" className="mt-3 flex flex-col gap-1 border-l-2 border-bad pl-3 text-14">
      {of.map(({ words, href }) => (
        <li key={words}>
          <Link href={href} className="link text-bad-ink">
            {words}
          </Link>
        </li>
      ))}
    </ul>
  );
}
