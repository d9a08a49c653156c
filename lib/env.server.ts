import "server-only";
import { z } from "zod";
import { isLiveKey } from "@/lib/stripe/stripe-values";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** Is this address one that only this machine can reach? An unreadable address is not. */
export function isLoopbackUrl(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.has(new URL(url).hostname);
}

const text = z.string().trim().min(1).optional();
const url = z.url().optional();
const flag = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1")
  .optional();
const count = (fallback: number, min = 1) => z.coerce.number().int().min(min).default(fallback);
const usd = z.coerce.number().nonnegative();

const Environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  VERCEL: flag,
  PORT: count(3000),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must start with postgres://"),
  DIRECT_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).optional(),
  NEXTAUTH_URL: z.url(),
  NEXTAUTH_SECRET: z.string().min(32, "must be at least 32 characters"),
  SHARE_KEY: z.string().min(32, "must be at least 32 characters"),
  DEV_SIGN_IN: flag,
  GITHUB_ID: text,
  GITHUB_SECRET: text,
  GITHUB_URL: z.url().default("https://github.com"),
  GITHUB_API_URL: z.url().default("https://api.github.com"),
  GOOGLE_ID: text,
  GOOGLE_SECRET: text,
  GOOGLE_ISSUER: z.url().default("https://accounts.google.com"),
  ANTHROPIC_API_KEY: text,
  ANTHROPIC_BASE_URL: url,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET_CREDITS: text,
  STRIPE_API_BASE: url,
  STRIPE_PRICE_PRPM_PLUS: text,
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: text,
  MODEL_ID_HAIKU: text,
  MODEL_ID_SONNET: text,
  MODEL_ID_OPUS: text,
  MODEL_ID_FABLE: text,
  SITE_NOTICE: text,
  CRON_SECRET: text,
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https?$/, error: "must be an address that begins with https://" }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must begin with smtp:// or smtps://" }).optional(),
  MAIL_FROM: z
    .string()
    .trim()
    .regex(/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, "must be an address, or a name and <address>")
    .optional(),
  AI_EVALUATION_ENABLED: flag,
  DAILY_API_COST_ALERT_USD: usd.default(100),
  DAILY_API_COST_CAP_USD: usd.optional(),
  GOODWILL_USD_PER_DAY: usd.default(0.1),
  LIMIT_RUNS_PER_MINUTE: count(10),
  LIMIT_RUNS_PER_MINUTE_PLUS: count(30),
  LIMIT_RUNS_IN_FLIGHT: count(2),
  LIMIT_RUNS_IN_FLIGHT_PLUS: count(4),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).optional(),
  RUN_SECONDS_MAX: count(240),
  PROVIDER_ANSWER_SECONDS: z.coerce.number().positive().default(30),
  PROVIDER_FIRST_TOKEN_SECONDS: z.coerce.number().positive().default(90),
  PROVIDER_SILENCE_SECONDS: z.coerce.number().positive().default(60),
  DRAIN_SECONDS: z.coerce.number().min(0).default(30),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof Environment> & {
  readonly databasePoolMax: number;
  readonly trustedProxyHops: number;
  readonly runsEnabled: boolean;
};

const NAMED_PAIRS = [
  ["GITHUB_ID", "GITHUB_SECRET"],
  ["GOOGLE_ID", "GOOGLE_SECRET"],
  ["SMTP_URL", "MAIL_FROM"],
] as const;

/** The publishable key is sent to every browser; money of one mode is not paid with keys of the other. */
function stripeProblems(env: z.infer<typeof Environment>): string[] {
  const { STRIPE_SECRET_KEY: secret = "", NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: publishable = "" } = env;
  const webhook = (env.STRIPE_WEBHOOK_SECRET_CREDITS ?? "").replaceAll(",", "").trim();
  const rules: [broken: boolean, problem: string][] = [
    [secret !== "" && !/^[sr]k_/.test(secret), "STRIPE_SECRET_KEY is no secret key: it begins with sk_ or rk_"],
    [publishable !== "" && !publishable.startsWith("pk_"), "NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY must begin with pk_"],
    [
      secret !== "" && publishable !== "" && isLiveKey(secret) !== isLiveKey(publishable),
      "STRIPE_SECRET_KEY and NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY are of different modes, live and test",
    ],
    [
      isLiveKey(secret) && env.STRIPE_API_BASE !== undefined,
      "STRIPE_API_BASE is for test keys; beside a live key real payments would go elsewhere",
    ],
    [isLiveKey(secret) && webhook === "", "STRIPE_WEBHOOK_SECRET_CREDITS must be set beside a live key"],
  ];
  return rules.filter(([broken]) => broken).map(([, problem]) => problem);
}

/** Names each problem that a schema cannot see in one value alone. */
function contradictions(env: z.infer<typeof Environment>): string[] {
  const problems: string[] = [];
  for (const [id, secret] of NAMED_PAIRS) {
    if ((env[id] === undefined) !== (env[secret] === undefined)) problems.push(`${id} and ${secret} belong together`);
  }
  problems.push(...stripeProblems(env));
  const webhook = env.ALERT_WEBHOOK_URL;
  if (webhook !== undefined && !webhook.startsWith("https://") && !isLoopbackUrl(webhook)) {
    problems.push("ALERT_WEBHOOK_URL must begin with https://: whoever knows that address can write to it");
  }
  if (env.DEV_SIGN_IN && env.VERCEL) problems.push("DEV_SIGN_IN is for one machine only, not for Vercel");
  if (env.DEV_SIGN_IN && !isLoopbackUrl(env.NEXTAUTH_URL)) {
    problems.push("DEV_SIGN_IN is refused beside a NEXTAUTH_URL that is not loopback");
  }
  return problems;
}

/**
 * Parses an environment or throws one Error whose message names every problem, a line each.
 * Empty values count as unset, so that a copied template with blanks behaves like no template.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = Environment.safeParse(given);
  const problems = parsed.success
    ? contradictions(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) {
    throw new Error(`The environment is not complete:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
  const env = parsed.data;
  return {
    ...env,
    databasePoolMax: env.DATABASE_POOL_MAX ?? (env.VERCEL ? 2 : 10),
    trustedProxyHops: env.TRUSTED_PROXY_HOPS ?? (env.VERCEL ? 1 : 0),
    runsEnabled: env.AI_EVALUATION_ENABLED ?? true,
  };
}

/** How much the log says; readable before the rest is, so that a broken environment can be logged. */
export function logLevel(): string {
  return Environment.shape.LOG_LEVEL.catch("info").parse(process.env["LOG_LEVEL"]);
}

let cached: Env | undefined;

/** The environment of this process, read once at first use. `next build` never calls it. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
