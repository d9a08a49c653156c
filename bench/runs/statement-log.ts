import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { monotonicMs } from "./monotonic";

/** One round trip: the statement of a client's message, and when it came by. */
export type Statement = { at: number; text: string };

const PARSE = 0x50;
const QUERY = 0x51;
const SYNC = 0x53;

/**
 * A proxy before a database that notes each round trip of its clients: what they send up to a Sync, or a simple
 * query. It passes every byte on as it is. Connections without TLS only.
 */
export async function startStatementLog(databaseUrl: string) {
  const statements: Statement[] = [];
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const read = reader((text) => statements.push({ at: monotonicMs(), text }));
    client.on("data", (part) => {
      read(part);
      database.write(part);
    });
    database.on("data", (part) => client.write(part));
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  const stop = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: url.href, statements, stop };
}

/** Reads a client's messages: each a letter, a length and so much, but for the first, which has no letter. */
function reader(onRoundTrip: (statement: string) => void): (part: Buffer) => void {
  let left: Buffer = Buffer.alloc(0);
  let head = 0;
  let statement = "";
  return (part) => {
    left = Buffer.concat([left, part]);
    while (left.length >= head + 4 && left.length >= head + left.readInt32BE(head)) {
      const message = left.subarray(0, head + left.readInt32BE(head));
      left = left.subarray(message.length);
      const type = head === 0 ? undefined : message[0];
      statement = statementIn(message, type) ?? statement;
      if (type === QUERY || type === SYNC) onRoundTrip(statement);
      head = 1;
    }
  };
}

function statementIn(message: Buffer, type: number | undefined): string | undefined {
  // A Parse carries the name of the prepared statement first.
  if (type === PARSE) return textFrom(message, message.indexOf(0, 5) + 1);
  return type === QUERY ? textFrom(message, 5) : undefined;
}

function textFrom(message: Buffer, from: number): string {
  return message.toString("utf8", from, message.indexOf(0, from));
}
