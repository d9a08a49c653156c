type Value = string | string[] | undefined;

const LONGEST = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A short text from the address as the database can take it; undefined when there is none. */
export function wordOf(value: Value): string | undefined {
  const text = (Array.isArray(value) ? value[0] : value)?.replaceAll("\0", "").trim().slice(0, LONGEST).toWellFormed();
  return text === "" ? undefined : text;
}

/** An id from the address; undefined when it reads as none. */
export function idOf(value: Value): string | undefined {
  const text = wordOf(value);
  return text !== undefined && UUID.test(text) ? text : undefined;
}
