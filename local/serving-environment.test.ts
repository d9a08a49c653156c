import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env.server";
import { problemsForServing } from "./serving-environment";

const secret = "0123456789012345678901234567890123456789";
const complete = {
  DATABASE_URL: "postgres://u:p@db.example.com/prpm",
  NEXTAUTH_URL: "https://playground.example.com",
  NEXTAUTH_SECRET: secret,
  SHARE_KEY: secret,
  CRON_SECRET: secret,
  ANTHROPIC_API_KEY: "sk-ant-x",
};

test("a complete environment may serve", () => {
  expect(problemsForServing(complete, parseEnv)).toEqual([]);
});

test("each missing key has a sentence of its own", () => {
  const names = problemsForServing({}, parseEnv).map((sentence) => sentence.split(" ")[0]);
  expect(names).toEqual(Object.keys(complete));
});

test("without a key for Claude it serves when runs are switched off, or another server answers", () => {
  const keyless = { ...complete, ANTHROPIC_API_KEY: "" };
  expect(problemsForServing(keyless, parseEnv)).toHaveLength(1);
  expect(problemsForServing({ ...keyless, AI_EVALUATION_ENABLED: "false" }, parseEnv)).toEqual([]);
  expect(problemsForServing({ ...keyless, ANTHROPIC_BASE_URL: "http://gateway.example" }, parseEnv)).toEqual([]);
});

test("the sign-in without a password never serves", () => {
  expect(problemsForServing({ ...complete, DEV_SIGN_IN: "1" }, parseEnv)).toEqual([
    expect.stringMatching(/^DEV_SIGN_IN/),
  ]);
});

test("what the app's own reader finds wrong is told", () => {
  expect(problemsForServing({ ...complete, SHARE_KEY: "short" }, parseEnv).join()).toContain("SHARE_KEY");
});
