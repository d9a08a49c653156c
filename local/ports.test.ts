import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort, isFree, requireFreePort } from "./ports";

const server = createServer();
afterEach(() => server.close());

async function taken(): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("a taken port is not free, and another one is chosen instead", async () => {
  const port = await taken();
  expect(await isFree(port)).toBe(false);
  expect(await freePort(port)).not.toBe(port);
});

test("a taken port is refused with the command that avoids it", async () => {
  const port = await taken();
  await expect(requireFreePort(port, { command: "npm start" })).rejects.toThrow(
    `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
  );
});

test("a port that is given up while we wait is taken over", async () => {
  const port = await taken();
  setTimeout(() => server.close(), 150);
  await requireFreePort(port, { command: "npm start", patienceMs: 5_000 });
});
