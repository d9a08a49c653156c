import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { logError } from "./log-error";

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

test("an error's kind, message and frames are logged, and the same of its causes", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), { code: "ECONNREFUSED" });
  const logged = logError(new AppError("internal", { message: "It broke.", cause }));
  expect(logged).toMatchObject({ type: "AppError", code: "internal", message: "It broke." });
  expect(logged.cause).toMatchObject({ type: "Error", code: "ECONNREFUSED", message: cause.message });
  expect(logged.stack).toMatch(/^at /);
});

test("text that could not be parsed is not logged", () => {
  const error = thrownBy(() => JSON.parse('SECRET {"a": 1}'));
  expect(String(error)).toContain("SECRET");
  expect(JSON.stringify(logError(error))).not.toContain("SECRET");
  expect(JSON.stringify(logError(new Error("no answer", { cause: error })))).not.toContain("SECRET");
});

test("the text of an error that others wrote is not logged, nor what hangs on it", () => {
  class APIError extends Error {
    override name = "BadRequestError";
    status = 400;
    error = { message: "SECRET" };
    headers = { authorization: "SECRET" };
  }
  const logged = logError(new APIError("400 SECRET\n    at SECRET"));
  expect(logged).toMatchObject({ type: "BadRequestError", status: 400 });
  expect(JSON.stringify(logged)).not.toContain("SECRET");
});

test("a database error keeps the names it speaks of and loses the values", () => {
  const conflict = Object.assign(new Error('duplicate key value violates unique constraint "users_email_key"'), {
    name: "error",
    code: "23505",
    detail: "Key (email)=(SECRET@example.com) already exists.",
    where: "SECRET",
  });
  const logged = logError(conflict);
  expect(logged).toMatchObject({ code: "23505", message: conflict.message });
  expect(JSON.stringify(logged)).not.toContain("SECRET");
  const value = Object.assign(new Error('invalid input syntax for type uuid: "secret"'), {
    name: "error",
    code: "22P02",
  });
  expect(logError(value).message).toBe('invalid input syntax for type uuid: "…"');
  const header = new TypeError('Headers.append: "SECRET\nKEY" is an invalid header value.');
  expect(JSON.stringify(logError(header))).not.toContain("SECRET");
});

test("what is no error is named by its type, and endless causes end", () => {
  expect(logError("SECRET")).toEqual({ type: "string" });
  expect(logError(null)).toEqual({ type: "null" });
  const loop = new Error("loop");
  loop.cause = loop;
  expect(JSON.stringify(logError(loop)).match(/"type"/g)).toHaveLength(5);
});
