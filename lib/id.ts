import { v7, validate } from "uuid";

/** A new UUIDv7: sortable by the time it was made, the same bare text in the database and on the wire. */
export function newId(): string {
  return v7();
}

export function isId(text: string): boolean {
  return validate(text);
}
