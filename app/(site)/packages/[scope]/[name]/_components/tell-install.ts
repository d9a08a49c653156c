import { request } from "@/components/http/request";
import type { Install } from "@/lib/insights/install";

/** What is taken along: a version of a package, and in which way. */
export type Taken = Install & { packageId: string };

/** Tells the server that a package is taken along, for its author's figures. Nobody waits for the answer. */
export function tellInstall({ packageId, ...body }: Taken): void {
  void request("POST", `/api/v1/packages/${packageId}/installs`, { body, keepalive: true });
}
