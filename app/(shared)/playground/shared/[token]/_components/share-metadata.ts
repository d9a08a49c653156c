import type { Metadata } from "next";
import { shareUrl } from "@/lib/sessions/share-token.server";
import type { SharedSession } from "@/lib/sessions/shared-session";
import { siteUrl } from "@/lib/site-url.server";
import { describeShare } from "./describe-share";
import { IMAGE_SIZE } from "./image-size";

/** What previews of a link, and programs that embed it, are told. No search engine is to list it. */
export function shareMetadata(token: string, shared: SharedSession): Metadata {
  const address = shareUrl(token);
  const { title } = shared;
  const description = describeShare(shared);
  const image = { url: `${address}/image`, ...IMAGE_SIZE, type: "image/png", alt: title };
  return {
    title,
    description,
    robots: { index: false },
    referrer: "no-referrer",
    alternates: {
      canonical: address,
      types: { "application/json+oembed": `${siteUrl()}/api/oembed?format=json&url=${encodeURIComponent(address)}` },
    },
    openGraph: {
      ...{ type: "article", siteName: "PRPM Playground", title, description, url: address, images: [image] },
      publishedTime: shared.sharedAt,
    },
    twitter: { card: "summary_large_image", title, description, images: [image] },
  };
}
