import { newId } from "@/lib/id";
import { countInstall } from "@/lib/insights/count-install.server";
import { keepRollups } from "@/lib/insights/keep-rollups.server";
import type { connectLedger } from "@/tests/support/ledger-database";
import { type Act, type End, PEOPLE, type Prompt } from "./histories";

const HOUR = 3_600_000;
const PACKS = { small: [100, 500], large: [600, 2_000] } as const;

type Of<Kind extends Act["act"]> = Extract<Act, { act: Kind }>;
type Open = { id: string; end: End & { waited?: boolean } };
type Ledger = Awaited<ReturnType<typeof connectLedger>>;

/** Somebody took a version of a package along. */
export type Copy = { userId: string; packageId: string; versionId: string; at: Date; way: string; tool: string };

export type World = {
  ledger: Ledger;
  people: string[];
  /** Package a belongs to the fourth person, b to an organisation whose admin is the fifth and whose member the third. */
  packages: { a: string; b: string };
  versions: { a1: string; a2: string; b1: string };
  suggestions: string[];
  /** Each time somebody took a version along, first ones and all others. */
  copies: Copy[];
};

/** A few people, their packages, and credits to begin with. */
export async function makeWorld(ledger: Ledger, now: number): Promise<World> {
  const people: string[] = [];
  for (let index = 0; index < PEOPLE; index += 1) people.push(await ledger.signUp(now));
  for (const [index, user] of people.entries()) await ledger.adjust(now, user, 10 * (index + 1), `gift:${user}`);
  const [organization, a, b] = [await ledger.makeOrganization(now), newId(), newId()];
  const member = (user: string | undefined, role: string) =>
    ledger.run("INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)", [
      organization,
      user,
      role,
      new Date(now),
    ]);
  await member(people[4], "admin");
  await member(people[2], "member");
  const make = async (id: string, owner: string | undefined, group: string | null) => {
    await ledger.run("INSERT INTO scopes (name) VALUES ($1)", [id]);
    await ledger.run(
      `INSERT INTO packages (id, scope, name, format, subtype, description, owner_id, organization_id)
      VALUES ($1::uuid, $1::text, 'p', 'claude', 'skill', '', $2, $3)`,
      [id, owner, group],
    );
  };
  await make(a, people[3], null);
  await make(b, people[4], organization);
  const versions = { a1: newId(), a2: newId(), b1: newId() };
  for (const [version, id] of Object.entries(versions)) {
    await ledger.run(
      `INSERT INTO package_versions (id, package_id, version, content_hash, manifest, file_count, total_bytes, prompt_tokens,
        published_by) VALUES ($1, $2, $3, '', '{"subtype": "skill", "main": "SKILL.md"}', 1, 1, 1, $4)`,
      [id, version.startsWith("a") ? a : b, version, people[3]],
    );
  }
  const suggestions = [newId(), newId()];
  for (const id of suggestions) {
    await ledger.run("INSERT INTO suggested_inputs (id, package_id, title, input) VALUES ($1, $2, 'Try', 'this')", [
      id,
      a,
    ]);
  }
  return { ledger, people, packages: { a, b }, versions, suggestions, copies: [] };
}

/** Lives a history; answers the instant of its end. */
export async function live(world: World, acts: readonly Act[], begin: number): Promise<number> {
  const { ledger, people, packages, versions, suggestions } = world;
  let now = begin;
  let open: Open[] = [];
  const sessions: { id: string; user: string }[] = [];
  const sold: { ref: string; credits: number; purchase: string; paidCents: number }[] = [];
  const userOf = (index: number) => people[index] as string;

  const madeWith = (prompt: Prompt) => {
    if (prompt === "none") return {};
    if (prompt === "custom") return { custom_prompt: "Be brief", prompt_hash: "hash" };
    return {
      package_id: prompt.startsWith("a") ? packages.a : packages.b,
      package_version_id: versions[prompt],
      prompt_hash: prompt,
    };
  };
  const start = async (user: string, runs: object[], more: object = {}) => {
    now += 1_000;
    const session = { id: newId(), title: "", saved: now % 2_000 === 0, isNew: true };
    const outcome = await ledger.one<{ outcome: string }>("SELECT start_runs($1) AS value", [
      {
        now: new Date(now),
        userId: user,
        leaseUntil: new Date(now + (now % 4_000 === 0 ? HOUR : 60 * HOUR)),
        requestHash: "hash",
        perMinute: 1_000_000,
        inFlight: 1_000_000,
        session,
        runs: runs.map((run) => ({
          provider_model: "claude",
          user_input: "Hello",
          max_tokens: 1_000,
          prompt_tokens: 10,
          credits_quoted: 3,
          max_cost_micro_usd: 9_000,
          price_date: "2026-01-01",
          ...run,
        })),
        ...more,
      },
    ]);
    const isStarted = outcome.outcome === "started";
    if (isStarted && !("session" in more)) sessions.push({ id: session.id, user });
    return isStarted;
  };
  const settle = async (id: string, end: End) => {
    now += 1_000;
    const failed = end.status === "failed";
    await ledger.one("SELECT settle_run($1) AS value", [
      {
        now: new Date(now),
        runId: id,
        status: end.status,
        errorCode: failed ? end.code : null,
        response: failed ? "" : "Hello",
        charge: failed ? 0 : end.charge,
        costMicroUsd: end.cost,
        usageEstimated: false,
        inputTokens: 10,
        outputTokens: end.charge,
        thinkingTokens: 0,
        cacheReadTokens: 1,
        cacheWriteTokens: 2,
        durationMs: end.ms,
      },
    ]);
  };
  const endOrLeave = async (id: string, end: End) => {
    if (end.later) open.push({ id, end });
    else await settle(id, end);
  };

  async function wait({ hours }: Of<"wait">): Promise<void> {
    now += hours * HOUR;
    // Some go on, and what began last ends first: days are not ended in order.
    const going = open.filter(({ end }) => end.ms % 2 === 0 && !end.waited);
    for (const { id, end } of open.filter((each) => !going.includes(each)).reverse()) await settle(id, end);
    open = going.map(({ id, end }) => ({ id, end: { ...end, waited: true } }));
    await ledger.one("SELECT erase_sessions($1, 100) AS value", [new Date(now)]);
    await keepRollups(new Date(now));
    await keepRollups(new Date(now));
    // Nothing else writes here, so what was written a moment ago is all there.
    await ledger.one("SELECT count_money('1 ms') AS value", []);
  }

  async function sweep(): Promise<void> {
    now += 2 * HOUR;
    await ledger.sweep(now, null);
  }

  async function run({ user, prompt, suggested, model, end }: Of<"run">): Promise<void> {
    const id = newId();
    const suggestion = suggested === null || !prompt.startsWith("a") ? null : suggestions[suggested];
    const row = { id, model, ...madeWith(prompt), suggested_input_id: suggestion };
    const more = suggestion === null ? {} : { suggestedInputId: suggestion };
    if (await start(userOf(user), [row], more)) await endOrLeave(id, end);
  }

  async function buy({ user, pack }: Of<"buy">): Promise<void> {
    const [credits, cents] = PACKS[pack];
    const [purchase, ref] = [newId(), `stripe:pi:${newId()}:grant`];
    const tax = Math.round(cents * 0.19);
    await ledger.run(
      `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, tax_cents, currency, status,
        created_at, completed_at) VALUES ($1, $2, $3, $4, $5, $6, 'usd', 'paid', $7, $7)`,
      [purchase, userOf(user), pack, credits, cents, tax, new Date(now)],
    );
    await ledger.one("SELECT ledger_grant($1, $2, 'purchased', 'purchase', $3, $4, '', NULL, NULL, $5) AS value", [
      new Date(now),
      userOf(user),
      credits,
      ref,
      purchase,
    ]);
    sold.push({ ref, credits, purchase, paidCents: cents + tax });
  }

  async function plus({ user }: Of<"plus">): Promise<void> {
    const id = newId();
    const until = now + 30 * 24 * HOUR;
    await ledger.run(
      `INSERT INTO subscription_invoices (id, user_id, stripe_subscription_id, status, billing_reason, currency, due_cents,
        paid_cents, tax_cents, period_start, period_end, grants, created_at, updated_at)
      VALUES ($1, $2, 's', 'paid', 'subscription_cycle', 'usd', 2380, 2380, 380, $3, $4, true, $3, $3)`,
      [id, userOf(user), new Date(now), new Date(until)],
    );
    await ledger.invoice(now, userOf(user), id, now, until);
  }

  async function refund({ which, share: part }: Of<"refund">): Promise<void> {
    const sale = sold[which % Math.max(1, sold.length)];
    if (sale === undefined) return;
    await ledger.run("UPDATE playground_credit_purchases SET refunded_cents = $2 WHERE id = $1", [
      sale.purchase,
      Math.round(sale.paidCents * part),
    ]);
    await ledger.clawback(now, sale.ref, "refund", Math.ceil(sale.credits * part));
  }

  async function compare({ user, lanes, ends, retry, pick }: Of<"compare">): Promise<void> {
    const comparison = newId();
    const rows = lanes.map((prompt, lane) => ({
      id: newId(),
      comparison_id: comparison,
      lane,
      model: "sonnet",
      ...madeWith(prompt),
    }));
    if (!(await start(userOf(user), rows))) return;
    for (const [lane, { id }] of rows.entries()) await endOrLeave(id, ends[lane] as End);
    const pickFirst = (retry?.ms ?? 0) % 2 === 0;
    if (pickFirst) await choose();
    const again = rows.findIndex((_, lane) => ends[lane]?.later === false && ends[lane]?.status !== "succeeded");
    if (retry !== null && again >= 0) {
      const tried = rows[again] as (typeof rows)[number];
      const id = newId();
      const session = { id: sessions.at(-1)?.id, title: "", saved: false, isNew: false };
      if (await start(userOf(user), [{ ...tried, id }], { session, retryOf: tried.id })) await endOrLeave(id, retry);
    }
    if (!pickFirst) await choose();

    async function choose(): Promise<void> {
      if (pick === null) return;
      now += 1_000;
      const winner = pick.winner < 0 ? null : pick.winner % lanes.length;
      await ledger.one("SELECT pick_winner($1, $2, $3, $4, $5) AS value", [
        new Date(now),
        userOf(user),
        comparison,
        winner,
        pick.blind,
      ]);
    }
  }

  async function share({ which, prompt, views }: Of<"share">): Promise<void> {
    const session = sessions[which % Math.max(1, sessions.length)];
    if (session === undefined) return;
    await ledger.run(`UPDATE playground_shares SET revoked_at = $2 WHERE session_id = $1 AND revoked_at IS NULL`, [
      session.id,
      new Date(now),
    ]);
    const packageId = prompt.length === 2 ? (prompt.startsWith("a") ? packages.a : packages.b) : null;
    await ledger.run(
      `INSERT INTO playground_shares (id, user_id, session_id, token_hash, package_id, title, run_ids, shown_findings, judgement,
        created_at, published_at, views) VALUES ($1, $2, $3, decode($4, 'hex'), $5, '', '{}', '{}', 'clear', $6, $6, $7)`,
      [newId(), session.user, session.id, newId().replaceAll("-", ""), packageId, new Date(now), views],
    );
  }

  async function install({ user, prompt, way, tool }: Of<"install">): Promise<void> {
    if (prompt === "none" || prompt === "custom") return;
    const packageId = prompt.startsWith("a") ? packages.a : packages.b;
    const [userId, at] = [userOf(user), new Date(now)];
    const reader = { userId, viewer: `user:${userId}`, address: "address", network: null, isKnown: true };
    const taken = { version: prompt, way, ...(tool && { tool }) };
    // Twice together, as an impatient reader does.
    await Promise.all([1, 2].map(() => countInstall(packageId, reader, taken, at)));
    world.copies.push({ userId, packageId, versionId: versions[prompt], at, way, tool: tool ?? "" });
  }

  const doing: { [Kind in Act["act"]]: (act: Of<Kind>) => Promise<void> } = {
    run,
    compare,
    share,
    install,
    buy,
    plus,
    refund,
    sweep,
    wait,
  };
  for (const act of acts) {
    now += 60_000;
    await (doing[act.act] as (act: Act) => Promise<void>)(act);
  }
  // After months without the job it takes some hours until it has caught up.
  while ((await keepRollups(new Date(now))).daysCounted > 0);
  return now;
}
