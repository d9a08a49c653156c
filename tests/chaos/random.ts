import { randomFrom } from "@/local/random";

/** A UUIDv7-shaped id that follows from a seed and a number, so that a repeated act has the same one. */
export function idFrom(seed: number, number: number): string {
  const random = randomFrom(seed ^ Math.imul(number + 1, 0x9e3779b1));
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, "0");
  return `01a2${hex(4)}-${hex(4)}-7${hex(3)}-8${hex(3)}-${hex(6)}${hex(6)}`;
}
