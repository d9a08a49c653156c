/** The one place that reads the wall clock; everything that counts takes the instant as an argument. */
export function now(): Date {
  return new Date();
}
