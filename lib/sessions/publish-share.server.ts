import "server-only";
import type { Plan } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { judgeSnapshot, refusalsOf } from "@/lib/sessions/judge-share.server";
import { type PreparedShare, prepareShare } from "@/lib/sessions/prepare-share.server";
import type { Share, ShareBody, SharePreview } from "@/lib/sessions/share";
import { findShareRow, requireShare, type ShareRow, toShare } from "@/lib/sessions/share-row.server";
import { hashShareToken, shareToken } from "@/lib/sessions/share-token.server";

type Owner = { id: string; plan: Plan };
type Asked = { user: Owner; sessionId: string; body: ShareBody; now: Date };

type Terms = { listed: boolean; expiresAt: Date | null; includePrompt: boolean; shownFindings: readonly string[] };

const DEFAULTS: Terms = { listed: false, expiresAt: null, includePrompt: false, shownFindings: [] };

function termsOf(body: ShareBody, before: Terms): Terms {
  return {
    listed: body.listed ?? before.listed,
    expiresAt: body.expiresAt === undefined ? before.expiresAt : body.expiresAt,
    includePrompt: body.includePrompt ?? before.includePrompt,
    shownFindings: body.shownFindings ?? before.shownFindings,
  };
}

function refuse(path: string, message: string, details: object = {}): AppError {
  return new AppError("invalid_input", { message, details: { issues: [{ path, message }], ...details } });
}

function refuseContent(refusals: SharePreview["refusals"]): void {
  if (refusals.length === 0) return;
  const said = refusals.map(({ label, reason }) => `${label}: ${reason}`).join(" ");
  throw refuse("runIds", `This cannot be shared. ${said}`, { refusals });
}

/** Sharing is part of PRPM+, and can be taken from someone by an operator, who says why. */
async function requireMayShare({ id, plan }: Owner): Promise<void> {
  if (plan === "free") throw new AppError("plan_required", { message: "Sharing is part of PRPM+." });
  const [row] = await query<{ reason: string | null }>(
    "SELECT sharing_ban_reason AS reason FROM users WHERE id = $1 AND sharing_banned_at IS NOT NULL",
    [id],
  );
  if (row === undefined) return;
  const why = row.reason === null ? "" : ` The reason given: ${row.reason}`;
  throw new AppError("forbidden", { message: `Sharing was switched off for your account.${why}` });
}

/** What was taken down is not shared anew under another link, also where its owner had ended that before. */
async function requireNotTakenDown(sessionId: string): Promise<void> {
  const [row] = await query<{ reason: string | null }>(
    `SELECT taken_down_reason AS reason FROM playground_shares WHERE session_id = $1 AND taken_down_at IS NOT NULL LIMIT 1`,
    [sessionId],
  );
  if (row !== undefined) {
    throw new AppError("forbidden", { message: `This thread's link was taken down. ${row.reason ?? ""}`.trim() });
  }
}

type Publication = {
  user: Owner;
  sessionId: string;
  now: Date;
  prepared: PreparedShare;
  terms: Terms;
  /** The link that is changed; null for a new one. */
  before: ShareRow | null;
  judgement: ShareRow["judgement"];
};

function requirePossible({ terms, prepared, now }: Pick<Publication, "terms" | "prepared" | "now">): void {
  if (terms.listed && prepared.packageId === null) {
    throw refuse("listed", "Only what was run with a public package can be listed on its page.");
  }
  if (terms.expiresAt !== null && terms.expiresAt <= now) throw refuse("expiresAt", "must be in the future");
}

/** Has the content checked; refuses what is objectionable. */
async function judge(userId: string, { snapshot }: PreparedShare, now: Date): Promise<ShareRow["judgement"]> {
  refuseContent(refusalsOf(snapshot));
  const { judgement, refusals } = await judgeSnapshot(userId, snapshot, now);
  refuseContent(refusals);
  return judgement;
}

/** `not_found` when session or link have gone meanwhile. A link that was made elsewhere meanwhile is left as it is. */
async function publish(publication: Publication): Promise<void> {
  const { user, sessionId, now, prepared, terms, before, judgement } = publication;
  const { snapshot, runIds, packageId } = prepared;
  const shareId = before?.id ?? newId();
  const [row] = await query<{ outcome: string }>("SELECT publish_share($1) AS outcome", [
    {
      now,
      userId: user.id,
      sessionId,
      shareId,
      anew: before !== null,
      changedSnapshotId: before?.snapshotId ?? null,
      tokenHash: hashShareToken(shareToken(shareId))?.toString("hex"),
      snapshotId: newId(),
      content: { turns: snapshot.turns },
      sources: snapshot.sources,
      title: snapshot.title,
      runIds,
      packageId,
      judgement,
      ...terms,
    },
  ]).catch(async (error: unknown) => {
    // Banned since it was looked at.
    if (error instanceof Error && "code" in error && error.code === "PR006") await requireMayShare(user);
    throw error;
  });
  if (row?.outcome === "not_found") throw new AppError("not_found");
  if (row?.outcome === "taken_down") await requireNotTakenDown(sessionId);
  if (row?.outcome === "changed") {
    throw new AppError("conflict", { message: "This link was changed elsewhere meanwhile. Look at it again." });
  }
}

/**
 * Publishes one's own session under a link. Where it has one already that link is returned as it is. Secrets, personal
 * data and prompts that are not to be public are taken out. Refuses with `not_found`, `plan_required`, `forbidden`
 * (switched off by an operator, or the link was taken down), `invalid_input` (nothing to share, objectionable).
 */
export async function createShare({ user, sessionId, body, now }: Asked): Promise<Share> {
  const terms = termsOf(body, DEFAULTS);
  const choice = { ...terms, title: body.title ?? null, runIds: body.runIds ?? null };
  const before = await findShareRow(user.id, sessionId);
  const known = before === null ? null : toShare(before, now);
  if (known?.status === "live") return known;
  const prepared = await prepareShare(user.id, sessionId, choice, now);
  await requireMayShare(user);
  await requireNotTakenDown(sessionId);
  requirePossible({ terms, prepared, now });
  const judgement = await judge(user.id, prepared, now);
  await publish({ user, sessionId, now, prepared, terms, before: null, judgement });
  // Whichever of two requests at once was first, both give its link.
  return requireShare(user.id, sessionId, now);
}

/** Does a change only take away from what is public? That is allowed without a plan. */
function onlyWithdraws(body: ShareBody, before: ShareRow): boolean {
  const { expiresAt } = body;
  const isSooner = expiresAt === undefined || (expiresAt !== null && (before.expiresAt ?? Infinity) >= expiresAt);
  const isLess = body.runIds?.every((id) => before.runIds.includes(id)) ?? true;
  const leavesLess = body.shownFindings?.every((id) => before.shownFindings.includes(id)) ?? true;
  return isSooner && isLess && leavesLess && body.title === undefined && !body.listed && !body.includePrompt;
}

/**
 * Takes the copy anew under the same link: of the same turns unless others are named, so that later turns are never
 * shown by a change of something else. `{}` changes nothing. Refusals: those of `createShare`, and `conflict` when the
 * link was changed elsewhere meanwhile.
 */
export async function changeShare({ user, sessionId, body, now }: Asked): Promise<Share> {
  const before = await findShareRow(user.id, sessionId);
  if (before === null || toShare(before, now).status !== "live") throw new AppError("not_found");
  if (Object.values(body).every((value) => value === undefined)) return toShare(before, now);
  const terms = termsOf(body, before);
  const runIds = body.runIds ?? before.runIds;
  const choice = { ...terms, title: body.title ?? before.title, runIds };
  const prepared = await prepareShare(user.id, sessionId, choice, now);
  const withdraws = onlyWithdraws(body, before);
  if (!withdraws) await requireMayShare(user);
  requirePossible({ terms, prepared, now });
  // Whatever is held against it now, its owner can always show less of it; other turns may come to be what is read of it.
  const kept = body.runIds === undefined || before.judgement === "local" ? before.judgement : "unjudged";
  const judgement = withdraws ? kept : await judge(user.id, prepared, now);
  await publish({ user, sessionId, now, prepared, terms, before, judgement });
  return requireShare(user.id, sessionId, now);
}

/** What would be public, without publishing it. Anyone may look at what their own link would show. */
export async function previewShare({ user, sessionId, body, now }: Asked): Promise<SharePreview> {
  const before = await findShareRow(user.id, sessionId);
  const terms = termsOf(body, before ?? DEFAULTS);
  const choice = {
    ...terms,
    title: body.title ?? before?.title ?? null,
    runIds: body.runIds ?? before?.runIds ?? null,
  };
  const { snapshot, runIds, findings, packageId } = await prepareShare(user.id, sessionId, choice, now);
  return {
    title: snapshot.title,
    turns: snapshot.turns,
    runIds,
    findings,
    refusals: refusalsOf(snapshot),
    listable: packageId !== null,
  };
}
