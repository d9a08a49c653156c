import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env.server";
import {
  addressFrom,
  appEnvironment,
  stripeWebhookUrl,
  wantsClaudeStandIn,
  wantsStripeStandIn,
} from "./app-environment";

const secret = "0123456789012345678901234567890123456789";
const own = { NEXTAUTH_SECRET: `n${secret}`, SHARE_KEY: `s${secret}`, CRON_SECRET: `c${secret}` };
const stripe = { STRIPE_SECRET_KEY: `sk_test_local_${secret}`, STRIPE_WEBHOOK_SECRET_CREDITS: `whsec_${secret}` };
const rest = {
  secrets: { ...own, ...stripe },
  stripeStandIn: undefined,
  port: 3000,
  url: "http://localhost:3000",
  databaseUrl: "postgres://127.0.0.1/prpm",
};

test("with nothing given the app gets all it needs, and says that a stand-in answers", () => {
  const env = appEnvironment({ given: {}, ...rest, claudeStandIn: "http://127.0.0.1:4010" });
  expect(parseEnv(env)).toMatchObject({ ...own, DEV_SIGN_IN: true, ANTHROPIC_BASE_URL: "http://127.0.0.1:4010" });
  expect(env["SITE_NOTICE"]).toMatch(/stand-in for Claude/);
});

test("what is given wins, and a blank counts as not given", () => {
  const given = { NEXTAUTH_SECRET: `mine${secret}`, SHARE_KEY: "", ANTHROPIC_API_KEY: "sk-ant-real" };
  const env = appEnvironment({ given, ...rest, claudeStandIn: undefined });
  expect(env).toMatchObject({
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET,
    SHARE_KEY: own.SHARE_KEY,
    ANTHROPIC_API_KEY: "sk-ant-real",
  });
  expect(env["SITE_NOTICE"]).toBeUndefined();
});

test("a stand-in runs only when neither key nor address is given", () => {
  expect(wantsClaudeStandIn({ ANTHROPIC_API_KEY: "" })).toBe(true);
  expect(wantsClaudeStandIn({ ANTHROPIC_API_KEY: "sk-ant-real" })).toBe(false);
  expect(wantsClaudeStandIn({ ANTHROPIC_BASE_URL: "http://127.0.0.1:11434" })).toBe(false);
});

test("the stand-in for Stripe runs only when neither key nor address is given, and the app gets all it needs of it", () => {
  expect(wantsStripeStandIn({ STRIPE_SECRET_KEY: "" })).toBe(true);
  expect(wantsStripeStandIn({ STRIPE_SECRET_KEY: "sk_test_real" })).toBe(false);
  expect(wantsStripeStandIn({ STRIPE_API_BASE: "http://127.0.0.1:4020" })).toBe(false);
  const beside = { ...rest, claudeStandIn: undefined };
  expect(appEnvironment({ given: {}, ...beside, stripeStandIn: "http://127.0.0.1:4020" })).toMatchObject({
    ...stripe,
    STRIPE_API_BASE: "http://127.0.0.1:4020",
    STRIPE_PRICE_PRPM_PLUS: "price_local_prpm_plus",
  });
  const given = { STRIPE_SECRET_KEY: "sk_test_real" };
  const env = appEnvironment({ given, ...beside });
  expect([env["STRIPE_SECRET_KEY"], env["STRIPE_WEBHOOK_SECRET_CREDITS"]]).toEqual(["sk_test_real", undefined]);
});

test("the stand-in sends its webhooks to the app on this machine", () => {
  expect(stripeWebhookUrl(3000)).toBe("http://127.0.0.1:3000/api/v1/webhooks/stripe/credits");
});

test("a server that asks for no key still gets one, which the client library insists on", () => {
  const given = { ANTHROPIC_BASE_URL: "http://127.0.0.1:11434" };
  expect(appEnvironment({ given, ...rest, claudeStandIn: undefined })["ANTHROPIC_API_KEY"]).toBe("none");
});

test("the direct address of another database does not reach the embedded one's app", () => {
  const given = { DIRECT_DATABASE_URL: "postgres://127.0.0.1/other" };
  expect(appEnvironment({ given, ...rest, claudeStandIn: undefined })["DIRECT_DATABASE_URL"]).toBeUndefined();
});

test("the address comes from PORT, else from NEXTAUTH_URL, else it is port 3000", () => {
  expect(addressFrom({})).toEqual({ port: 3000, url: "http://localhost:3000" });
  expect(addressFrom({ PORT: "3001" })).toEqual({ port: 3001, url: "http://localhost:3001" });
  expect(addressFrom({ NEXTAUTH_URL: "http://127.0.0.1:4000/" })).toEqual({ port: 4000, url: "http://127.0.0.1:4000" });
  expect(() => addressFrom({ PORT: "80a" })).toThrow(/PORT must be a number/);
  expect(() => addressFrom({ PORT: "65536" })).toThrow(/PORT must be a number/);
});
