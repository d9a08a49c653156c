import { z } from "zod";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { escapeHtml } from "@/lib/escape-html";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { findShared, NOBODY } from "@/lib/sessions/get-shared.server";
import { siteUrl } from "@/lib/site-url.server";

const USUAL = { width: 720, height: 480 } as const;

const size = z.coerce.number().int().min(1).optional();
const Query = z.object({ url: z.string(), format: z.string().optional(), maxwidth: size, maxheight: size });

/** The token in the address of one of our shared pages; null for any other address. */
function tokenOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  if (origin !== new URL(env().NEXTAUTH_URL).origin) return null;
  return /^\/(?:playground\/shared|embed)\/([^/]+)\/?$/.exec(pathname)?.[1] ?? null;
}

/** How other sites show a link as a frame (oembed.com): only of links that are live, and only as JSON. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read", query: Query }, async ({ query, now }) => {
    if ((query.format ?? "json") !== "json") {
      return Response.json({ error: "not_implemented", message: "Only format=json is spoken here." }, { status: 501 });
    }
    const token = tokenOf(query.url);
    const found = token === null ? null : await findShared(token, NOBODY, now);
    if (found === null) throw new AppError("not_found");
    const base = siteUrl();
    const width = Math.min(USUAL.width, query.maxwidth ?? USUAL.width);
    const height = Math.min(USUAL.height, query.maxheight ?? USUAL.height);
    const { title } = found.shared;
    const attributes = `width="${width}" height="${height}" title="${escapeHtml(title)}" loading="lazy" style="border:0"`;
    const html = `<iframe src="${base}/embed/${token}" ${attributes}></iframe>`;
    const body = { version: "1.0", type: "rich", title, provider_name: "PRPM Playground", provider_url: base };
    return Response.json({ ...body, width, height, html }, { headers: { "Cache-Control": "no-store" } });
  }),
});
