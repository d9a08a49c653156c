import { expect, test } from "vitest";
import { isLoopbackDatabase, requireLoopback } from "./loopback";

test.each([
  ["postgres://u:p@localhost/db", true],
  ["postgresql://u:p@127.0.0.1:5432/db", true],
  ["postgres://[::1]/db", true],
  ["postgres://u@/db?host=/var/run/postgresql", true],
  ["postgres://db.example.com/db", false],
  ["postgres://localhost.example.com/db", false],
  ["postgres://localhost/db?host=db.example.com", false],
  ["postgres://10.0.0.4/db", false],
])("%s is on this machine: %s", (url, expected) => {
  expect(isLoopbackDatabase(url)).toBe(expected);
});

test("an environment without addresses, or with local ones, may start", () => {
  requireLoopback({});
  requireLoopback({
    NEXTAUTH_URL: "http://localhost:3000",
    DATABASE_URL: "postgres://127.0.0.1/x",
    DIRECT_DATABASE_URL: "",
  });
});

test("an address elsewhere is refused by name, and the commands for a server are named", () => {
  const refused = () =>
    requireLoopback({ NEXTAUTH_URL: "https://prpm.example", DATABASE_URL: "postgres://db.example/x" });
  expect(refused).toThrow(/^NEXTAUTH_URL and DATABASE_URL do not point to this machine.*npm run build.*npm run serve/);
  expect(() => requireLoopback({ DIRECT_DATABASE_URL: "postgres://db.example/x" })).toThrow(
    /^DIRECT_DATABASE_URL does/,
  );
});
