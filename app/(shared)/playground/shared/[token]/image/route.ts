import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { type FoundShare, findShared, NOBODY } from "@/lib/sessions/get-shared.server";
import { drawShare } from "./draw-share";

/** Drawing takes a tenth of a second of the processor; what was drawn last is kept. Whether the link lives is asked anew. */
const KEPT = 50;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

function drawn({ snapshotId, shared }: FoundShare): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${snapshotId} ${shared.title}`;
  const image = kept.get(key) ?? drawShare(shared);
  kept.delete(key);
  kept.set(key, image);
  image.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return image;
}

const HEADERS = { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" } as const;

/** The picture that previews of a link show. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read", params: TokenParams }, async ({ params, now }) => {
    const found = await findShared(params.token, NOBODY, now);
    if (found === null) return new Response("There is nothing here.", { status: 404, headers: HEADERS });
    return new Response(await drawn(found), { headers: { ...HEADERS, "Content-Type": "image/png" } });
  }),
});
