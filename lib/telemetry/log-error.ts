/** How an error appears in the log: what it is and where it came from. */
export type LoggedError = {
  type: string;
  message?: string;
  stack?: string;
  cause?: LoggedError;
} & Record<string, unknown>;

/**
 * Kinds of errors whose message is written by our code, by Node or by Postgres. All others may quote what they choked
 * on: a SyntaxError the text it could not parse, the provider's client its answer, Prisma the values of a query.
 */
const SPEAKS_PLAINLY = new Set(["AppError", "Error", "TypeError", "RangeError", "AbortError", "TimeoutError", "error"]);

/** Facts that are codes or ids. */
const FACTS = ["code", "kind", "status", "routine", "constraint", "table", "syscall", "digest"] as const;

const DEEPEST_CAUSE = 4;

/** Postgres' class of errors about values, which it quotes. */
const ABOUT_VALUES = /^22/;

/** Leaves quoted names in a message and blanks what else is quoted, which may be a value. */
function withoutValues(message: string, code: unknown): string {
  const blankAll = typeof code === "string" && ABOUT_VALUES.test(code);
  return message.replace(/"([^"]*)"/g, (quoted, inside: string) =>
    !blankAll && /^[a-z_][a-z0-9_.]{0,62}$/.test(inside) ? quoted : '"…"',
  );
}

/** The frames of a stack; its head repeats the message. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join("\n");
}

function describe(error: unknown, depth: number): LoggedError {
  if (!(error instanceof Error)) return { type: error === null ? "null" : typeof error };
  const facts = error as Error & Record<string, unknown>;
  const known = FACTS.flatMap((name) => {
    const value = facts[name];
    return typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [];
  });
  return {
    type: error.name,
    ...(SPEAKS_PLAINLY.has(error.name) ? { message: withoutValues(error.message, facts["code"]) } : {}),
    ...Object.fromEntries(known),
    stack: framesOf(error),
    ...(error.cause === undefined || depth === 0 ? {} : { cause: describe(error.cause, depth - 1) }),
  };
}

/** Describes an error for the log without any text that people or models wrote. */
export function logError(error: unknown): LoggedError {
  return describe(error, DEEPEST_CAUSE);
}
