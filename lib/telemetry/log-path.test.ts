import { expect, test } from "vitest";
import { logPath } from "./log-path";

test("an address keeps its words and ids and loses everything that may be secret or personal", () => {
  const id = "019aa000-0000-7000-8000-000000000000";
  expect(logPath(`/api/v1/playground/runs/${id}/events`)).toBe(`/api/v1/playground/runs/${id}/events`);
  expect(logPath("/api/v1/playground/shared/Zm9vYmFyYmF6cXV4MTIzNA/fork")).toBe("/api/v1/playground/shared/*/fork");
  expect(logPath("/api/v1/organizations/a@example.com")).toBe("/api/v1/organizations/*");
  expect(logPath("/api/auth/callback/email?token=x&email=a@example.com#y")).toBe("/api/auth/callback/email");
  expect(logPath("/")).toBe("/");
});
