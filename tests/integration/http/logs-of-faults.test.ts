import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newPerson, startApi } from "@/tests/support/api";
import { startEchoingProvider } from "@/tests/support/echoing-provider";
import { rows } from "@/tests/support/product";

let provider: Awaited<ReturnType<typeof startEchoingProvider>>;
let app: Awaited<ReturnType<typeof startApi>>;

beforeAll(async () => {
  provider = await startEchoingProvider();
  app = await startApi({ env: { LOG_LEVEL: "trace", ANTHROPIC_BASE_URL: provider.url } });
});
afterAll(async () => {
  await app.stop();
  await provider.stop();
});

const linesWith = (words: string) =>
  app
    .readLog()
    .split("\n")
    .filter((line) => line.includes(words));

test("a provider that repeats our request in its errors brings no prompt into the log or the answer", async () => {
  const { token } = await newPerson();
  for (const fault of provider.faults) {
    // At both ends of the request: a parser quotes where it stopped.
    const body = { customPrompt: "SECRET-PROMPT first", userInput: `fault:${fault} SECRET-INPUT` };
    const answer = await call(app, "/api/v1/playground/run", { token, body });
    expect([500, 503]).toContain(answer.status);
    expect(answer.text).not.toContain("SECRET");
    const estimate = await call(app, "/api/v1/playground/estimate", { token, body });
    expect(estimate.status).toBe(200);
    expect(estimate.text).not.toContain("SECRET");
  }
  // A line reaches the file a moment after the answer its reader.
  const ended = () => linesWith('"run ended"').length;
  await expect.poll(ended).toBe(provider.faults.length);
  expect(linesWith("SECRET")).toEqual([]);
});

test("a statement that fails brings none of its values into the log", async () => {
  const { token, email } = await newPerson();
  // Postgres quotes the whole row that breaks a rule, in its details.
  await rows("ALTER TABLE playground_runs ADD CONSTRAINT nothing_fits CHECK (user_input = '') NOT VALID");
  const body = { baseline: true, userInput: "SECRET-ROW" };
  const answer = await call(app, "/api/v1/playground/run", { token, body });
  await rows("ALTER TABLE playground_runs DROP CONSTRAINT nothing_fits");
  expect([answer.status, answer.body["error"]]).toEqual([500, "internal"]);
  const failed = () => linesWith('"request failed"').at(-1);
  await expect.poll(failed).toContain(String(answer.headers.get("x-request-id")));
  expect(failed()).toContain("nothing_fits");
  for (const secret of ["SECRET", token, email]) expect(app.readLog()).not.toContain(secret);
});
