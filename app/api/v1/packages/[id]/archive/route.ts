import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { fileResponse } from "@/lib/http/file-response.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { getPackageArchive } from "@/lib/packages/get-package-archive.server";
import { VersionQuery } from "@/lib/packages/version-query";
import { zipPieces } from "@/lib/packages/zip-files";

/** The files of a package as they were published, as a zip. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "anyone", limit: "read", params: IdParams, query: VersionQuery },
    async ({ viewer, params, query }) => {
      const archive = await getPackageArchive(viewer?.id ?? null, { packageId: params.id, ...query });
      if (archive === null) throw new AppError("not_found");
      const { scope, name, version, files } = archive;
      const filename = `${scope}-${name}-${version}.zip`;
      return fileResponse({ pieces: zipPieces(files), type: "application/zip", filename });
    },
  ),
});
