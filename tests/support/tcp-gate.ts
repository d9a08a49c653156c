import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * A gate in front of a server on this machine: open, it lets every byte through; shut, it refuses connections and has
 * broken those there were, as a server that is gone; frozen, nothing moves and nothing breaks, as a network that is.
 */
export type TcpGate = { port: number; shut(): void; freeze(): void; open(): Promise<void>; stop(): void };

/** Stands in front of a port of 127.0.0.1, on a port of its own. */
export async function startTcpGate(target: number): Promise<TcpGate> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const keep = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {}); // seen as a close
    socket.on("close", () => {
      sockets.delete(socket);
      other.destroy();
    });
    socket.pipe(other);
    if (isFrozen) socket.pause();
  };
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    keep(client, upstream);
    keep(upstream, client);
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const shut = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    shut,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    async open() {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await listen(port);
    },
    stop: shut,
  };
}
