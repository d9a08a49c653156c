import { CONSOLE_LEVELS, type ConsoleLevel, type PreviewReport } from "@/lib/code-files/preview-job";

type Tell = (report: PreviewReport) => void;

const VALUE_MAX = 2_000;

/** A value as a console shows it: texts as they are, everything else as JSON where that says something. */
function wordsOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return value.stack?.includes(value.message) ? value.stack : String(value);
  if (typeof value === "function") return `function ${value.name || "(anonymous)"}`;
  if (value instanceof Element) return value.outerHTML;
  try {
    const seen = new WeakSet<object>();
    const json = JSON.stringify(value, (_, part: unknown) => {
      if (typeof part === "bigint") return `${part}n`;
      if (typeof part !== "object" || part === null) return part;
      if (seen.has(part)) return "[seen above]";
      seen.add(part);
      if (part instanceof Map) return Object.fromEntries(part);
      return part instanceof Set ? [...part] : part;
    });
    return json ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function sentence(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string" || !/%[sdifoOc]/.test(first)) return values.map(wordsOf).join(" ");
  const left = [...rest];
  const filled = first.replace(/%([sdifoOc])/g, (mark, kind: string) => {
    if (left.length === 0) return mark;
    const value = wordsOf(left.shift());
    return kind === "c" ? "" : value;
  });
  return [filled, ...left.map(wordsOf)].join(" ");
}

/** Lets what is written to the console be read around the frame. */
export function reportConsole(tell: Tell): void {
  const target = globalThis.console as unknown as Record<string, (...values: unknown[]) => void>;
  const report = (level: ConsoleLevel, text: string) =>
    tell({ type: "console", level, text: text.slice(0, VALUE_MAX), file: null, line: null });
  for (const level of CONSOLE_LEVELS) target[level] = (...values) => report(level, sentence(values));
  target["trace"] = (...values) => report("debug", sentence(values));
  target["table"] = (value) => report("log", wordsOf(value));
  target["dir"] = (value) => report("log", wordsOf(value));
  // The sandbox opens no windows of the browser's own, and says so only where nobody looks.
  window.alert = (value) => report("log", `alert: ${wordsOf(value)}`);
  target["assert"] = (truth, ...values) => {
    if (!truth) report("error", `Assertion failed: ${sentence(values)}`);
  };
}

/** Only the answer's own files have names worth telling: what we evaluate is called by them. */
function fileOf(name: string): string | null {
  return name === "" || /^(?:about:|blob:|data:|https?:)/.test(name) ? null : name;
}

/** An error's words and where it was, if it was in one of the files. */
export function reportError(tell: Tell, thrown: unknown, at?: { file: string; line: number }): void {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const [, file, line] = /(?:\(|at |@)([^\s()@]+?):(\d+):\d+\)?/.exec(stack) ?? [];
  const found = at ?? (file === undefined ? undefined : { file, line: Number(line) });
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : wordsOf(thrown);
  const named = found === undefined ? null : fileOf(found.file);
  tell({
    type: "console",
    level: "error",
    text: text.slice(0, VALUE_MAX),
    file: named,
    line: named === null ? null : (found?.line ?? null),
  });
}

/** Listens for what nobody caught. Again after a document is opened anew, which takes all listeners off the window. */
export function reportUncaught(tell: Tell): void {
  window.addEventListener("error", (event) => {
    const at = { file: event.filename, line: event.lineno };
    if (event instanceof ErrorEvent) reportError(tell, event.error ?? event.message, fileOf(at.file) ? at : undefined);
  });
  window.addEventListener("unhandledrejection", ({ reason }) => reportError(tell, reason));
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
    const text = `Blocked by the sandbox: ${blockedURI || effectiveDirective}. A preview has no network.`;
    tell({ type: "console", level: "warn", text: text.slice(0, VALUE_MAX), file: null, line: null });
  });
}
