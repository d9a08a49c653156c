/** Nobody listens there: a test that reaches Claude without starting a stand-in fails at once. */
const NOWHERE = "http://127.0.0.1:9";

/** What of our own environment a process needs to run; the rest (keys of real services above all) stays out of tests. */
const KEPT = /^(PATH|HOME|TMPDIR|TEMP|TMP|USER|LANG|SystemRoot|CI|CHROMIUM_PATH|NODE_OPTIONS|npm_\w+)$/;

/** The app's environment in tests: one machine, fixed secrets, no outside service. */
export function testEnvironment(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "test-only-nextauth-secret-0123456789",
    SHARE_KEY: "test-only-share-key-0123456789abcdef",
    CRON_SECRET: "test-only-cron-secret-0123456789abcd",
    DEV_SIGN_IN: "1",
    ANTHROPIC_API_KEY: "test-only-key",
    ANTHROPIC_BASE_URL: NOWHERE,
    LOG_LEVEL: "warn",
    DRAIN_SECONDS: "0",
    // Next then reads no .env file, whose keys would reach the tests.
    __NEXT_PROCESSED_ENV: "true",
  };
}

/** Our own environment without what could change a test's outcome. */
export function bareEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => KEPT.test(name));
  return Object.fromEntries(kept) as Record<string, string>;
}
