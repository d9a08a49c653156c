import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieOf } from "@/tests/support/session-cookie";
import { newSharer, startSharing } from "@/tests/support/sharing";

let its: Awaited<ReturnType<typeof startSharing>>;

beforeAll(async () => {
  its = await startSharing();
});
afterAll(() => its.app.stop());

/** Compressed size of what a browser loads of scripts before it can do anything with a page, in bytes. */
async function scriptBytes(path: string, cookie = ""): Promise<number> {
  const html = await (await fetch(its.app.url + path, { headers: { cookie } })).text();
  const tags = [...html.matchAll(/<script[^>]*>|<link[^>]*(?:modulepreload|as="script")[^>]*>/g)].map(([tag]) => tag);
  const addresses = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const sizes = [...new Set(addresses)].map(async (address) => {
    const script = await fetch(new URL(address, its.app.url));
    return gzipSync(Buffer.from(await script.arrayBuffer())).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test("a shared page needs at most 150 kB of scripts, the playground at most 200 kB", async () => {
  const person = await newSharer();
  const { token } = await its.share(person, (await its.run(person, "Hello")).sessionId);
  const shared = await scriptBytes(`/playground/shared/${token}`);
  const playground = await scriptBytes("/playground?package=prpm/plain-english");
  // Less than an empty page of the framework has would mean that nothing was found to add up.
  expect(Math.min(shared, playground)).toBeGreaterThan(100_000);
  expect(shared).toBeLessThanOrEqual(150_000);
  expect(playground).toBeLessThanOrEqual(200_000);
});

test("a dashboard needs at most 200 kB of scripts: what draws its charts comes later", async () => {
  const person = await newSharer();
  await its.run(person, "Hello");
  const dashboard = await scriptBytes("/dashboard", await cookieOf(person));
  expect(dashboard).toBeGreaterThan(100_000);
  expect(dashboard).toBeLessThanOrEqual(200_000);
});
