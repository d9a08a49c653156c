/** How long a hold stays without a sign of life from the process that runs it. */
const LEASE_MS = 60_000;

export function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS);
}
