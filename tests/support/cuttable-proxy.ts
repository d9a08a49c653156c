import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * An HTTP proxy between a browser and the app, whose wire can be cut: open connections break and new ones are refused
 * until it is mended. A browser's own offline switch leaves streams that are open alone.
 */
export async function startCuttableProxy() {
  const sockets = new Set<Socket>();
  let isCut = false;

  const forward = (req: IncomingMessage, res: ServerResponse) => {
    const upstream = request(req.url ?? "/", { method: req.method, headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    upstream.on("error", () => res.destroy());
    res.on("close", () => upstream.destroy());
    req.pipe(upstream);
  };

  const server = createServer(forward);
  server.on("connection", (socket) => {
    if (isCut) socket.destroy();
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(): void {
      isCut = true;
      breakAll();
    },
    mend(): void {
      isCut = false;
    },
    async stop(): Promise<void> {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
