/** The id of something that Stripe gave whole or by its id. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === "string" ? value : (value?.id ?? null);
}

/** An instant from Stripe's seconds since 1970. */
export function instantOf(seconds: number): Date {
  return new Date(seconds * 1_000);
}

/** Is a key, secret or restricted, one for real money? */
export function isLiveKey(key: string): boolean {
  return /^[a-z]+_live_/.test(key);
}
