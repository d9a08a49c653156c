import { randomInt } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** So many random letters and digits. */
export function randomText(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

/** An id as Stripe makes them: what it is, an underscore, and random letters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(prefix === "cs_test" ? 58 : 24)}`;
}
