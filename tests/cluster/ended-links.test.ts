import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "@/tests/support/api";
import { rows } from "@/tests/support/product";
import { newSharer, startSharing } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;
let urls: string[];

beforeAll(async () => {
  its = await startSharing({ servers: 2 });
  urls = its.app.servers.map(({ url }) => url);
});
afterAll(() => its.app.stop());

const ADDRESSES = (token: string) => [
  `/api/v1/playground/shared/${token}`,
  `/playground/shared/${token}`,
  `/playground/shared/${token}/image`,
  `/embed/${token}`,
];

/** What each server answers for everything that a link has. */
async function statuses(token: string): Promise<number[]> {
  const asked = urls.flatMap((url) => ADDRESSES(token).map((path) => call({ url }, path)));
  return (await Promise.all(asked)).map(({ status }) => status);
}

const ends: [string, (link: { sessionId: string; token: string; owner: { token: string } }) => Promise<unknown>][] = [
  ["revoked", ({ sessionId, owner }) => del(owner.token, `/sessions/${sessionId}/share`)],
  ["of a session that is deleted", ({ sessionId, owner }) => del(owner.token, `/sessions/${sessionId}`)],
  [
    "past its time",
    ({ sessionId }) => rows("UPDATE playground_shares SET expires_at = now() WHERE session_id = $1", [sessionId]),
  ],
];

const del = (token: string, path: string) =>
  call({ url: urls[1] ?? "" }, `/api/v1/playground${path}`, { token, method: "DELETE" });

test.each(ends)(
  "a link that is %s at one server is gone from every server at once, with all that belongs to it",
  async (_how, end) => {
    const owner = await newSharer();
    const { sessionId } = await its.run(owner, "Words that were shared");
    const { token } = await its.share(owner, sessionId);
    // Twice, so that whatever may be remembered is.
    for (let look = 0; look < 2; look += 1) expect(new Set(await statuses(token))).toEqual(new Set([200]));
    await end({ sessionId, token, owner });
    expect(new Set(await statuses(token))).toEqual(new Set([404]));
  },
);
