import { startClaudeStandIn } from "@/local/claude/server";
import { testDatabase } from "./database";

/** The product's modules against a fresh database and a Claude stand-in of their own; call in `beforeAll`. */
export async function startProduct(environment: Record<string, string> = {}) {
  const database = await testDatabase();
  const claude = await startClaudeStandIn({ port: 0 });
  Object.assign(process.env, { ANTHROPIC_BASE_URL: claude.url, LOG_LEVEL: "silent", ...environment });
  const { pool } = await import("@/lib/db/pool.server");
  const stop = async (): Promise<void> => {
    await pool().end();
    await claude.close();
    await database.drop();
  };
  return { claudeUrl: claude.url, stop };
}

let count = 0;

/** A new account as a sign-in makes it: a wallet and five trial credits. */
export async function newUser(): Promise<{ id: string; plan: "free"; email: string }> {
  const { signUpOrIn } = await import("@/lib/accounts/sign-up.server");
  count += 1;
  const email = `person${count}.${Date.now()}@example.com`;
  const login = `person${count}`;
  const { userId } = await signUpOrIn({
    provider: null,
    providerAccountId: null,
    email,
    name: null,
    image: null,
    login,
  });
  return { id: userId, plan: "free", email };
}

type Request = { userInput: string } & Record<string, unknown>;

/** Starts a run without a package unless the request names one, and returns its id and a promise of its end. */
export async function start(
  user: { id: string; plan: "free" },
  request: Request,
  idempotencyKey: string | null = null,
) {
  const { startRun } = await import("@/lib/runs/start-run.server");
  const { awaitRun } = await import("@/lib/runs/follow-run.server");
  const { RunRequest } = await import("@/lib/runs/run-request");
  const named = "packageId" in request || "customPrompt" in request || "sessionId" in request;
  const body = RunRequest.parse(named ? request : { baseline: true, ...request });
  const started = await startRun({ user, request: body, idempotencyKey, now: new Date() });
  const ended = async () => {
    const end = await awaitRun(user.id, started.runId, new AbortController().signal);
    await started.settled;
    if (end === null) throw new Error("the run has no end");
    return end;
  };
  return { ...started, ended };
}

/** Runs to the end and returns it. */
export async function run(user: { id: string; plan: "free" }, request: Request, idempotencyKey: string | null = null) {
  return (await start(user, request, idempotencyKey)).ended();
}

/** The receipt of a run that must succeed. */
export async function receiptOf(user: { id: string; plan: "free" }, request: Request) {
  const end = await run(user, request);
  if (end.type !== "done") throw new Error(`the run failed: ${end.data.message}`);
  return end.data;
}

/** The code of the refusal that an act must end in. */
export async function refusalOf(act: Promise<unknown>): Promise<{ code: string; details: Record<string, unknown> }> {
  const { AppError } = await import("@/lib/errors");
  const error = await act.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("nothing was refused");
  return { code: error.code, details: error.details };
}

/** The invariants of the ledger that do not hold; tests expect none. */
export async function brokenInvariants() {
  const { verifyLedger } = await import("@/lib/credits/verify-ledger.server");
  return (await verifyLedger()).filter((check) => check.broken > 0);
}

export async function wallet(userId: string) {
  const { getCreditSummary } = await import("@/lib/credits/wallet.server");
  return getCreditSummary(userId);
}

/** Rows of a statement, for looking at what is stored. */
export async function rows<Row>(statement: string, values: unknown[] = []): Promise<Row[]> {
  const { query } = await import("@/lib/db/pool.server");
  return query<Row>(statement, values);
}
