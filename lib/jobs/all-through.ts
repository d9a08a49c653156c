/** All of what was begun, once each is through: a failure, the first of them, comes when nothing is going on any more. */
export async function allThrough<const Works extends readonly Promise<unknown>[]>(works: Works) {
  await Promise.allSettled(works);
  return Promise.all(works);
}
