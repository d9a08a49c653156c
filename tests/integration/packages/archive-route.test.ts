import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newUser, startProduct } from "@/tests/support/product";
import { tgz } from "./build-archives";

let product: Awaited<ReturnType<typeof startProduct>>;
let token: string;

beforeAll(async () => {
  product = await startProduct();
  const { issueApiToken } = await import("@/lib/accounts/api-tokens.server");
  const expiresAt = new Date(Date.now() + 3_600_000);
  ({ token } = await issueApiToken({ userId: (await newUser()).id, name: "test", scope: "user", expiresAt }));
});

afterAll(() => product.stop());

const ADDRESS = "http://localhost/api/v1/packages";
const FILES = {
  "SKILL.md": "\ufeff---\nname: kept\n---\r\nBe kind. 🏛️\r\n",
  "reference/ναός.md": "# Temples",
  "scripts/run.sh": "#!/bin/sh\necho hi\n",
};

async function publish(fields: object, files: Record<string, string> = FILES): Promise<string> {
  const { POST } = await import("@/app/api/v1/packages/route");
  const manifest = { version: "1.0.0", description: "d", format: "claude", subtype: "skill", ...fields };
  const form = new FormData();
  const entries = Object.entries(files).map(([name, content]) => ({ name, content }));
  const all = { ...manifest, files: Object.keys(files) };
  const bytes = tgz([{ name: "prpm.json", content: JSON.stringify(all) }, ...entries]);
  form.set("archive", new Blob([new Uint8Array(bytes)]), "a.tgz");
  const headers = { authorization: `Bearer ${token}` };
  const response = await POST(new Request(ADDRESS, { method: "POST", headers, body: form }), {
    params: Promise.resolve({}),
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

async function download(id: string, { query = "", as = "" } = {}): Promise<Response> {
  const { GET } = await import("@/app/api/v1/packages/[id]/archive/route");
  const headers = as === "" ? {} : { authorization: `Bearer ${as}` };
  return GET(new Request(`${ADDRESS}/${id}/archive${query}`, { headers }), { params: Promise.resolve({ id }) });
}

async function unpack(response: Response): Promise<Record<string, string>> {
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")]));
}

test("a download unpacks to the files that were published, and is the same bytes each time", async () => {
  const id = await publish({ name: "kept" });
  const response = await download(id);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/zip");
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z0-9-]+-kept-1\.0\.0\.zip"/);
  const bytes = Buffer.from(await response.clone().arrayBuffer());
  expect(await unpack(response)).toEqual(FILES);
  expect(bytes.equals(Buffer.from(await (await download(id)).arrayBuffer()))).toBe(true);
});

test("the latest version is sent unless another is named; one that is not there is not found", async () => {
  const id = await publish({ name: "twice" }, { "SKILL.md": "first" });
  await publish({ name: "twice", version: "2.0.0" }, { "SKILL.md": "second" });
  expect(await unpack(await download(id))).toEqual({ "SKILL.md": "second" });
  expect(await unpack(await download(id, { query: "?version=1.0.0" }))).toEqual({ "SKILL.md": "first" });
  expect((await download(id, { query: "?version=9.9.9" })).status).toBe(404);
  expect((await download(id, { query: "?version=%00" })).status).toBe(422);
});

test("a private package is sent to its owner, and is not there for others", async () => {
  const id = await publish({ name: "secret", private: true });
  expect((await download(id)).status).toBe(404);
  expect(await unpack(await download(id, { as: token }))).toEqual(FILES);
  expect((await download("not-an-id")).status).toBe(404);
});
