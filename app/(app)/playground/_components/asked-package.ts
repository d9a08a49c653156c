import { cache } from "react";
import { findPackage } from "@/lib/packages/get-package.server";
import { FORMATS, type PackageDetail } from "@/lib/packages/package";
import { findForkStart } from "@/lib/sessions/fork-start.server";
import { findShared } from "@/lib/sessions/get-shared.server";
import type { SharedPrompt } from "@/lib/sessions/shared-session";

/** A package as an address names it: by its id, or by a scope and a name with a slash between. */
export function findAskedPackage(
  viewerId: string | null,
  asked: string,
  version?: string,
): Promise<PackageDetail | null> {
  const [scope, name, ...more] = asked.split("/");
  const isName = scope !== undefined && name !== undefined && more.length === 0;
  return findPackage(viewerId, isName ? { scope, name } : { id: asked }, version);
}

/** The package that a shared answer was made with, for who may read it; null where there was none. */
export async function findSharedPackage(viewerId: string | null, prompt: SharedPrompt): Promise<PackageDetail | null> {
  if (prompt.kind !== "package") return null;
  const format = FORMATS.find((name) => name === prompt.format);
  return findPackage(viewerId, { scope: prompt.scope, name: prompt.name, format }, prompt.version);
}

// A page is a comparison or a thread by what these say, and begins with the same: they are read once for both.

/** A turn of a live link by its place from 0, else its first; null where the link is not live. */
export const findSharedTurn = cache(async (viewerId: string | null, token: string, turn: string, at: Date) => {
  const turns = (await findShared(token, { userId: viewerId, viewer: null }, at))?.shared.turns ?? [];
  return turns[Number(turn)] ?? turns[0] ?? null;
});

/** What a fork begins with; null where that was taken down. */
export const findForkBeginning = cache(findForkStart);
