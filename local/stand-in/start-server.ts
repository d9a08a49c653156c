import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

type Place = { port?: number; host?: string };

/** Starts an HTTP server, on any free port unless one is given. `close` ends open streams too. Rejects when the port is taken. */
export async function startServer(listener: RequestListener, { port = 0, host = "127.0.0.1" }: Place = {}) {
  const server = createServer(listener);
  // Longer than a client keeps an idle connection, so that a reused one is not closed under its request.
  server.keepAliveTimeout = 65_000;
  const boundPort = await listen(server, port, host);
  return {
    url: `http://${host}:${boundPort}`,
    port: boundPort,
    close(): Promise<void> {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
