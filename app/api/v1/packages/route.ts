import { z } from "zod";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { readFile } from "@/lib/http/read-file.server";
import { ARCHIVE_LIMITS } from "@/lib/packages/archive-limits";
import { countPrompt } from "@/lib/packages/count-prompt.server";
import { listPackages } from "@/lib/packages/list-packages.server";
import { FORMATS, SUBTYPES } from "@/lib/packages/package";
import { requireSources } from "@/lib/packages/package-source";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { readArchive } from "@/lib/packages/read-archive.server";
import { plainText } from "@/lib/text";

const PackagesQuery = PageQuery.extend({
  q: plainText({ max: 200 }).optional(),
  format: z.enum(FORMATS).optional(),
  subtype: z.enum(SUBTYPES).optional(),
  tag: plainText({ max: 80 }).optional(),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read", query: PackagesQuery }, async ({ viewer, query }) =>
    Response.json(await listPackages({ viewerId: viewer?.id ?? null, ...query })),
  ),
  POST: defineRoute({ auth: "user", limit: "publish" }, async ({ request, viewer }) => {
    const sources = await requireSources(readArchive(await readFile(request, "archive", ARCHIVE_LIMITS.packedBytes)));
    const publisher = { id: viewer.id, handle: viewer.handle, isBuiltIn: false };
    const items = [];
    for (const source of sources) {
      const { status, package: made } = await publishPackage({ publisher, source, countTokens: countPrompt });
      items.push({ status, ...made });
    }
    return Response.json({ ...items[0], items });
  }),
});
