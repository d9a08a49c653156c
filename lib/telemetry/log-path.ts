const WORD = /^[a-z][a-z-]*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VERSION = /^v\d+$/;

/** An address as the log may show it: its words and ids; other parts, which may be secret or personal, as `*`; no query. */
export function logPath(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return path
    .split("/")
    .map((part) => (part === "" || WORD.test(part) || VERSION.test(part) || UUID.test(part) ? part : "*"))
    .join("/");
}
