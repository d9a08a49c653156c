import { after, userAgent } from "next/server";
import { log } from "@/lib/log.server";
import type { FoundShare } from "@/lib/sessions/get-shared.server";
import { countView } from "@/lib/sessions/rate-share.server";

type PageView = { share: FoundShare; reader: Parameters<typeof countView>[1]; headers: Headers; at: Date };

const PURPOSES = ["sec-purpose", "purpose", "x-moz"] as const;

/** Counts a view of a link once the reader has the page. Programs, and browsers that only look ahead, are not readers. */
export function countPageView({ share, reader, headers, at }: PageView): void {
  const isAhead = PURPOSES.some((name) => headers.get(name)?.includes("prefetch"));
  if (isAhead || userAgent({ headers }).isBot) return;
  after(() => countView(share, reader, at).catch((error) => log.warn({ err: error }, "a view was not counted")));
}
