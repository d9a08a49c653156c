import { startTestPostgres } from "./postgres";

/** Vitest's global set-up of the integration tests: one server for all of them; returns how to take it down. */
export default async function setUp(): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  process.env["TEST_POSTGRES_URL"] = server.url("postgres");
  return server.stop;
}
