import "server-only";
import { clientAddress } from "@/lib/auth/peer.server";
import { newReaderValue, readReaderValue } from "@/lib/auth/reader-cookie.server";
import { env } from "@/lib/env.server";
import { keyedHash } from "@/lib/hash.server";

/** Who reads a shared page. Hashes are keyed, so that the database alone tells nobody. */
export type Reader = {
  userId: string | null;
  viewer: string;
  /** Address and browser, the same for a day. */
  address: string;
  /** The address alone; null for who is signed in. */
  network: string | null;
  /** Signed in, or brought our cookie back. */
  isKnown: boolean;
};

type Seen = {
  userId: string | null;
  headers: Headers;
  /** What stands in the reader's cookie, and what is being given to one who has none. */
  cookie: string | undefined;
  given: string | null;
  now: Date;
};

/** Tells a reader by their account, else by the cookie they bring or are given. */
export function readerOf({ userId, headers, cookie, given, now }: Seen): Reader {
  const key = env().SHARE_KEY;
  const hash = (text: string) => keyedHash(key, text).slice(0, 32);
  const brought = readReaderValue(cookie);
  const id = brought ?? readReaderValue(given) ?? readReaderValue(newReaderValue());
  const place = `${now.toISOString().slice(0, 10)}:${clientAddress(headers)}`;
  return {
    userId,
    viewer: hash(userId === null ? `reader:${id}` : `user:${userId}`),
    address: hash(`address:${place}:${headers.get("user-agent") ?? ""}`),
    network: userId === null ? hash(`network:${place}`) : null,
    isKnown: userId !== null || brought !== null,
  };
}
