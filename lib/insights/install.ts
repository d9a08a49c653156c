import { z } from "zod";
import { TOOLS } from "@/lib/packages/tool-places";
import { VersionQuery } from "@/lib/packages/version-query";

/** How a package is taken along: its install command, a file for a tool, its plain text, or all of its files. */
export const INSTALL_WAYS = ["command", "file", "text", "download"] as const;
export type InstallWay = (typeof INSTALL_WAYS)[number];

/** Body of `POST packages/{id}/installs`; a version that is left out is the latest. */
export const Install = VersionQuery.extend({ way: z.enum(INSTALL_WAYS), tool: z.enum(TOOLS).optional() });
export type Install = z.infer<typeof Install>;
