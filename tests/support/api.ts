import { type App, type AppOptions, startApp } from "./app-server";
import { testEnvironment } from "./test-environment";

/** The built app over HTTP, with the product's modules of this process on the same database (to make users, to look). */
export async function startApi(options: AppOptions = {}) {
  const app = await startApp(options);
  Object.assign(process.env, testEnvironment(app.databaseUrl), {
    ANTHROPIC_BASE_URL: app.claudeUrl,
    LOG_LEVEL: "silent",
  });
  const stop = async (): Promise<void> => {
    const { pool } = await import("@/lib/db/pool.server");
    await pool().end();
    await app.stop();
  };
  return { ...app, stop };
}

/** An id that is nobody's. */
export const UNKNOWN_ID = "01a20341-a77b-72f1-b20e-e1d6aa18c409";

export type Person = { id: string; email: string; token: string };

let count = 0;

/** A new account with an API token. */
export async function newPerson(): Promise<Person> {
  const { ensureUserByEmail } = await import("@/lib/accounts/sign-up.server");
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  count += 1;
  const email = `api${count}.${Date.now()}@example.com`;
  const { id } = await ensureUserByEmail(email);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { token } = await issueApiToken({ userId: id, name: "test", scope: "user", expiresAt });
  return { id, email, token };
}

/** An admin with a token of the admin scope, as the command line makes it. */
export async function newAdmin(): Promise<Person> {
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const { grantAdmin } = await import("@/lib/accounts/roles.server");
  const person = await newPerson();
  await grantAdmin({ userId: person.id, actor: null, reason: "test" });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const { token } = await issueApiToken({ userId: person.id, name: "admin", scope: "admin", expiresAt });
  return { ...person, token };
}

export type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

/** The status of a refusal and its code. */
export const codeOf = ({ status, body }: Answer) => [status, body["error"]];

type Call = { token?: string; body?: unknown; raw?: BodyInit; headers?: Record<string, string>; method?: string };

/** One request to the app; the body is parsed where it is JSON. */
export async function call(
  app: Pick<App, "url">,
  path: string,
  { token, body, raw, headers = {}, method }: Call = {},
): Promise<Answer> {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(`${app.url}${path}`, {
    method: method ?? (sent === undefined ? "GET" : "POST"),
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    redirect: "manual",
    ...(sent === undefined ? {} : { body: sent, duplex: "half" }),
  } as RequestInit);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("application/json") === true;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** The events of a stream's text, in order. */
export function eventsOf(text: string): { event: string; id: string | null; data: Record<string, unknown> }[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event:"))
    .map((block) => {
      const field = (name: string) =>
        block
          .split("\n")
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2);
      return { event: field("event") ?? "", id: field("id") ?? null, data: JSON.parse(field("data") ?? "{}") };
    });
}
