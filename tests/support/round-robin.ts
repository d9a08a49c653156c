import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A small HTTP load balancer on this machine. */
export type RoundRobin = { url: string; stop(): Promise<void> };

/**
 * Gives requests to the ports in turn. One that nobody listens on is passed over; a request that has reached a server
 * is never sent again: an answer that breaks off breaks off for the client too, and a client that leaves is seen to.
 */
export async function startRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  let turn = 0;
  const relay = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await buffer(req);
    for (let tried = 0; tried < ports.length; tried += 1) {
      const port = ports[turn % ports.length] ?? 0;
      turn += 1;
      if (await passOn({ port, body, req, res })) return;
    }
    res.writeHead(502).end();
  };
  const server = createServer((req, res) => {
    relay(req, res).catch(() => res.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Pass = { port: number; body: Buffer; req: IncomingMessage; res: ServerResponse };

/** False when nobody listens on the port, so that nothing has begun. */
function passOn({ port, body, req, res }: Pass): Promise<boolean> {
  return new Promise((resolve) => {
    const { connection: _, ...headers } = req.headers;
    const upstream = sendRequest({ host: "127.0.0.1", port, path: req.url, method: req.method, headers, agent: false });
    const leave = (): void => void upstream.destroy();
    res.once("close", leave);
    upstream.on("response", (answer) => {
      const { connection: __, "keep-alive": ___, ...kept } = answer.headers;
      res.writeHead(answer.statusCode ?? 502, kept);
      answer.on("aborted", () => res.destroy());
      answer.pipe(res);
      answer.on("end", () => resolve(true));
      answer.on("close", () => resolve(true));
    });
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      res.off("close", leave);
      if (error.code === "ECONNREFUSED") return resolve(false);
      if (res.headersSent) res.destroy();
      else res.writeHead(502).end();
      resolve(true);
    });
    upstream.end(body);
  });
}
