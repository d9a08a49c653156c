import { request } from "@/components/http/request";
import type { PackageDetail } from "@/lib/packages/package";
import type { TurnPrompt } from "./maker";

/** The package of a turn in the version that it used; null where it used none, undefined when it can't be had. */
export async function loadPackage(prompt: TurnPrompt): Promise<PackageDetail | null | undefined> {
  if (prompt.kind !== "package") return null;
  const { id, version } = prompt.ref;
  const path = `/api/v1/packages/${id}?version=${encodeURIComponent(version)}`;
  const answer = await request<PackageDetail>("GET", path);
  return answer.ok ? answer.body : undefined;
}
