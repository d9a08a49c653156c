import { headers } from "next/headers";
import { countAnonymous } from "@/lib/auth/identify.server";
import { clientAddress } from "@/lib/auth/peer.server";
import type { Viewer } from "@/lib/auth/viewer";
import { now } from "@/lib/clock";
import { sha256 } from "@/lib/hash.server";
import { limitOf } from "@/lib/http/limits";

/**
 * Counts a search by somebody without an account together with those that their address made through the API. Seconds
 * to wait when there were too many, else 0.
 */
export async function countSearch(viewer: Viewer | null): Promise<number> {
  if (viewer !== null) return 0;
  const address = clientAddress(await headers());
  const counted = await countAnonymous(sha256(address), { name: "read", perMinute: limitOf("read", 0) }, now());
  return counted.limitedFor;
}
