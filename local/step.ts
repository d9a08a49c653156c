/** What a step has to show: a few words for its line, and a value for the next steps. */
export type Outcome<T> = { said: string; value: T };

/** Runs one step of the start and prints its line with the seconds it took. */
export async function step<T>(name: string, work: () => Promise<Outcome<T>>): Promise<T> {
  const began = performance.now();
  const { said, value } = await work();
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  console.log(`${name.padEnd(10)}${said} (${seconds} s)`);
  return value;
}
