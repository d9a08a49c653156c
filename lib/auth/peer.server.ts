import "server-only";
import { randomUUID, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isIPv6 } from "node:net";
import { env, isLoopbackUrl } from "@/lib/env.server";
import { processSingleton } from "@/lib/process-singleton";

const HEADER = "x-prpm-peer";
const FORWARDED = /^(forwarded|x-forwarded-)/;

/** Only this process can write a stamp that it believes. */
function stampKey(): string {
  return processSingleton("peer-stamp", () => randomUUID());
}

/**
 * Notes on each request, before Next adds forwarding headers of its own to it, from which address the connection came
 * and whether a proxy had touched it. Called once at start; on a platform without a server of ours nothing is noted.
 */
export function notePeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const forwarded = Object.keys(request.headers).some((name) => FORWARDED.test(name));
    const address = request.socket.remoteAddress ?? "unknown";
    request.headers[HEADER] = `${stampKey()} ${forwarded ? "forwarded" : "direct"} ${address}`;
  });
}

function readStamp(headers: Headers): { direct: boolean; address: string } | null {
  const [key = "", how, address] = (headers.get(HEADER) ?? "").split(" ");
  const expected = stampKey();
  if (key.length !== expected.length || !timingSafeEqual(Buffer.from(key), Buffer.from(expected))) return null;
  return address === undefined ? null : { direct: how === "direct", address };
}

function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}

/** Did this request come straight from this machine, addressed to it, through no proxy? */
export function isDirectLoopback(headers: Headers): boolean {
  const stamp = readStamp(headers);
  if (stamp === null || !stamp.direct) return false;
  const local = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(stamp.address);
  return local && isLoopbackUrl(`http://${headers.get("host") ?? "unknown.invalid"}`);
}

/**
 * The client's address, for limits on people without an account: the one our own trusted proxies saw
 * (TRUSTED_PROXY_HOPS from the right of X-Forwarded-For), else the connection's. What a client claims is not believed.
 * Of an IPv6 address its /64, which is what one connection is given.
 */
export function clientAddress(headers: Headers): string {
  const hops = env().trustedProxyHops;
  if (hops === 0) return networkOf(readStamp(headers)?.address ?? "unknown");
  const addresses = (headers.get("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  return networkOf(addresses.at(-hops) || "unknown");
}
