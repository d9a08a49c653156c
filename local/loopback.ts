import { Client } from "pg";
import { isLoopbackUrl } from "@/lib/env.server";
import { CommandError } from "./command";

const HOSTS = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/**
 * Does this address name a database on this machine? The driver itself says where it would connect to, since `?host=`
 * in an address overrules what stands before it. A path is a socket.
 */
export function isLoopbackDatabase(url: string): boolean {
  try {
    const { host } = new Client({ connectionString: url });
    return host.startsWith("/") || HOSTS.has(host);
  } catch {
    return false;
  }
}

/** Refuses an environment that points the one-machine stack, with its open sign-in, at anything but this machine. */
export function requireLoopback(environment: Readonly<Record<string, string | undefined>>): void {
  const { NEXTAUTH_URL, DATABASE_URL, DIRECT_DATABASE_URL } = environment;
  const foreign = [
    NEXTAUTH_URL && !isLoopbackUrl(NEXTAUTH_URL) && "NEXTAUTH_URL",
    DATABASE_URL && !isLoopbackDatabase(DATABASE_URL) && "DATABASE_URL",
    DIRECT_DATABASE_URL && !isLoopbackDatabase(DIRECT_DATABASE_URL) && "DIRECT_DATABASE_URL",
  ].filter(Boolean);
  if (foreign.length === 0) return;
  throw new CommandError(
    `${foreign.join(" and ")} ${foreign.length > 1 ? "do" : "does"} not point to this machine. \`npm start\` is for one machine only, with a sign-in that asks for no password. For a server use \`npm run build\` and \`npm run serve\`.`,
  );
}
