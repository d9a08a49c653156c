import { expect, test } from "vitest";
import { isLoopbackUrl, parseEnv } from "@/lib/env.server";

const complete = {
  DATABASE_URL: "postgres://u@127.0.0.1/db",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "s".repeat(32),
  SHARE_KEY: "k".repeat(32),
};

function problemsOf(source: Record<string, string>): string {
  try {
    parseEnv(source);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

test("every missing or wrong name is said at once", () => {
  const said = problemsOf({ ...complete, DATABASE_URL: "", SHARE_KEY: "short", PORT: "abc" });
  for (const name of ["DATABASE_URL", "SHARE_KEY", "PORT"]) expect(said).toContain(name);
});

test("the local sign-in is refused beside a public address and on Vercel", () => {
  expect(problemsOf({ ...complete, DEV_SIGN_IN: "1" })).toBe("");
  expect(problemsOf({ ...complete, DEV_SIGN_IN: "1", NEXTAUTH_URL: "https://prpm.dev" })).toContain("DEV_SIGN_IN");
  expect(problemsOf({ ...complete, DEV_SIGN_IN: "1", VERCEL: "1" })).toContain("Vercel");
});

test("half of an OAuth pair is refused, and blanks count as unset", () => {
  expect(problemsOf({ ...complete, GITHUB_ID: "x" })).toContain("GITHUB_SECRET");
  expect(problemsOf({ ...complete, GITHUB_ID: "", GITHUB_SECRET: "" })).toBe("");
});

test("defaults follow the platform", () => {
  expect(parseEnv(complete)).toMatchObject({ databasePoolMax: 10, trustedProxyHops: 0, runsEnabled: true });
  expect(parseEnv({ ...complete, VERCEL: "1" })).toMatchObject({ databasePoolMax: 2, trustedProxyHops: 1 });
  expect(parseEnv({ ...complete, AI_EVALUATION_ENABLED: "false" }).runsEnabled).toBe(false);
});

test("only this machine's own names are loopback", () => {
  expect(["http://localhost:1", "http://127.0.0.1", "http://[::1]:3"].map(isLoopbackUrl)).toEqual([true, true, true]);
  expect(["https://localhost.example.com", "http://10.0.0.1", "junk"].map(isLoopbackUrl)).toEqual([
    false,
    false,
    false,
  ]);
});

test("Stripe's keys are what they are called, of one mode, and live ones go to Stripe itself", () => {
  const live = { STRIPE_SECRET_KEY: "sk_live_1", STRIPE_WEBHOOK_SECRET_CREDITS: "whsec_1" };
  expect(problemsOf({ ...complete, ...live })).toBe("");
  expect(problemsOf({ ...complete, STRIPE_SECRET_KEY: "rk_test_1", STRIPE_API_BASE: "http://127.0.0.1:1" })).toBe("");
  const refused: [Record<string, string>, string][] = [
    [{ STRIPE_SECRET_KEY: "pk_live_1" }, "STRIPE_SECRET_KEY"],
    [{ NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "sk_live_1" }, "pk_"],
    [{ ...live, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: "pk_test_1" }, "modes"],
    [{ ...live, STRIPE_API_BASE: "http://127.0.0.1:1" }, "STRIPE_API_BASE"],
    [{ STRIPE_SECRET_KEY: "rk_live_1", STRIPE_API_BASE: "http://127.0.0.1:1" }, "STRIPE_API_BASE"],
    [{ ...live, STRIPE_WEBHOOK_SECRET_CREDITS: " , " }, "STRIPE_WEBHOOK_SECRET_CREDITS"],
  ];
  for (const [values, word] of refused) expect(problemsOf({ ...complete, ...values })).toContain(word);
});

test("alerts go out by TLS, or stay on this machine; mail needs a server and a sender", () => {
  const mail = { SMTP_URL: "smtps://user:secret@mail.example.com", MAIL_FROM: "PRPM <alerts@example.com>" };
  for (const ALERT_WEBHOOK_URL of ["https://hooks.example.com/x", "http://127.0.0.1:4000/x"]) {
    expect(problemsOf({ ...complete, ...mail, ALERT_WEBHOOK_URL })).toBe("");
  }
  const refused: [Record<string, string>, string][] = [
    [{ ALERT_WEBHOOK_URL: "http://hooks.example.com/x" }, "ALERT_WEBHOOK_URL"],
    [{ ALERT_WEBHOOK_URL: "ftp://127.0.0.1/x" }, "ALERT_WEBHOOK_URL"],
    [{ SMTP_URL: mail.SMTP_URL }, "MAIL_FROM"],
    [{ MAIL_FROM: mail.MAIL_FROM }, "SMTP_URL"],
    [{ ...mail, SMTP_URL: "https://mail.example.com" }, "SMTP_URL"],
    [{ ...mail, MAIL_FROM: "nobody" }, "MAIL_FROM"],
    [{ ...mail, MAIL_FROM: "a@example.com\r\nBcc: b@example.com" }, "MAIL_FROM"],
  ];
  for (const [values, word] of refused) {
    const said = problemsOf({ ...complete, ...values });
    expect(said).toContain(word);
    expect(said).not.toContain("secret");
  }
});
