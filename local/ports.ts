import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { CommandError } from "./command";

/** Listens for a moment on host:port and returns the port taken (0 asks for any free one); throws as listen does. */
async function tryPort(port: number, host: string): Promise<number> {
  const server = createServer().listen({ port, host, exclusive: true });
  await once(server, "listening");
  const taken = (server.address() as AddressInfo).port;
  server.close();
  await once(server, "close");
  return taken;
}

/** A port on 127.0.0.1 that nobody listens on now; `preferred` when that one is free. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  return tryPort(0, "127.0.0.1");
}

/**
 * Can this port be had? `::1` is asked too: a browser may try it first for `localhost`, and would then show whatever
 * listens there. A machine without IPv6 has nobody there.
 */
export async function isFree(port: number): Promise<boolean> {
  for (const host of ["127.0.0.1", "::1"]) {
    try {
      await tryPort(port, host);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EACCES")
        throw new CommandError(`Port ${port} is reserved for administrators. Choose one above 1023.`);
      if (code !== "EADDRNOTAVAIL" && code !== "EAFNOSUPPORT") return false;
    }
  }
  return true;
}

/** Refuses with a sentence when the port is taken, after waiting `patienceMs` for a server that is just going down. */
export async function requireFreePort(
  port: number,
  { command, patienceMs = 0, variable = "PORT" }: { command: string; patienceMs?: number; variable?: string },
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await isFree(port))) {
    if (Date.now() >= deadline) {
      throw new CommandError(
        `Port ${port} is taken by another program. Choose another one: ${variable}=${port + 1} ${command}`,
      );
    }
    await delay(100);
  }
}
