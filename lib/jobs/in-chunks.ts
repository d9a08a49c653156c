/** A bound on one call's work; what is left is taken by the next. */
const MAX_CHUNKS = 2_000;

/** Repeats a chunk of work until one comes back smaller than asked; answers the sum of what they did. */
export async function inChunks(size: number, chunk: (size: number) => Promise<number>): Promise<number> {
  let total = 0;
  for (let index = 0; index < MAX_CHUNKS; index += 1) {
    const done = await chunk(size);
    total += done;
    if (done < size) break;
  }
  return total;
}
