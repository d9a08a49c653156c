import "server-only";
import { setTimeout } from "node:timers/promises";
import { isPublishBusy } from "@/lib/packages/publish-lock.server";
import { type Publication, type PublishedPackage, publishPackage } from "@/lib/packages/publish-package.server";

/** Tries of one package, about ten seconds in all. */
const TRIES_MAX = 14;

/** Publishes for a caller that can wait: a refusal for another publish at the same time is tried again. */
export async function publishInTurn(publication: Publication): Promise<PublishedPackage> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await publishPackage(publication);
    } catch (error) {
      if (tries >= TRIES_MAX || !isPublishBusy(error)) throw error;
      // Apart from each other, so that those who were refused together do not come together again.
      await setTimeout(200 * tries * Math.random());
    }
  }
}
