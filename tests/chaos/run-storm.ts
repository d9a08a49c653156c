import { randomFrom } from "@/local/random";
import type { Person } from "@/tests/support/api";
import { befall, planCalamities } from "./calamities";
import type { UpstreamRequest } from "./run-checks";
import { type Observed, performRun } from "./run-client";
import { planRun } from "./run-plan";
import type { RunSite } from "./run-site";

const CLIENTS = 44;
const PROGRESS_MS = 10_000;

export type Storm = {
  observed: Observed[];
  /** What was brought about, in words. */
  calamities: string[];
  crashes: number;
};

type StormOptions = { site: RunSite; people: readonly Person[]; seed: number; runs: number; deadline: number };

/** Has many clients run their plans at once while servers are killed and the database goes away. */
export async function storm({ site, people, seed, runs, deadline }: StormOptions): Promise<Storm> {
  const { servers, gate } = site;
  const planned = planCalamities(runs, servers.length, randomFrom(seed));
  let next = 0;
  const trouble = befall({
    calamities: planned,
    servers,
    database: gate,
    claudeUrl: site.claudeUrl,
    begun: () => next,
  });
  const clients = { urls: servers.map(({ url }) => url), isCalm: trouble.isCalm, deadline };
  const observed: Observed[] = [];
  const client = async (): Promise<void> => {
    while (next < runs && Date.now() < deadline) {
      const plan = planRun(seed, next, people.length);
      next += 1;
      observed.push(await performRun(plan, people[plan.user]?.token ?? "", clients));
    }
  };
  const progress = setInterval(() => console.log(`${next} runs begun, ${observed.length} ended`), PROGRESS_MS);
  await Promise.all(Array.from({ length: CLIENTS }, client));
  clearInterval(progress);
  trouble.end();
  await trouble.done;
  const crashes = servers.filter((server) => server.hasCrashed()).length;
  return { observed, calamities: planned.map(({ kind, atRun }) => `${kind} at run ${atRun}`), crashes };
}

/** Collects what the provider was asked, which its log forgets after some thousands; `stop` gives all of it. */
export function watchUpstream(claudeUrl: string) {
  const seen = new Map<number, UpstreamRequest>();
  const look = async (): Promise<void> => {
    const open = [...seen.values()].find((request) => request.endedAt === null);
    const after = open ? open.id - 1 : Math.max(0, ...seen.keys());
    const requests = (await (await fetch(`${claudeUrl}/_local/requests?after=${after}`)).json()) as UpstreamRequest[];
    for (const request of requests) seen.set(request.id, request);
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => {});
  }, 1_000);
  return {
    async stop(): Promise<Map<string, UpstreamRequest[]>> {
      clearInterval(timer);
      await looking;
      await look();
      const byLabel = new Map<string, UpstreamRequest[]>();
      for (const request of seen.values()) {
        byLabel.set(request.label ?? "", [...(byLabel.get(request.label ?? "") ?? []), request]);
      }
      return byLabel;
    },
  };
}
