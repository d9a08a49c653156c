import "server-only";
import { listOwnOrganizations } from "@/lib/accounts/organizations.server";

/** Where somebody may publish: under their own handle first, then under their organizations by name. */
export async function listScopes({ id, handle }: { id: string; handle: string }): Promise<{ scope: string }[]> {
  const organizations = await listOwnOrganizations(id);
  return [{ scope: handle }, ...organizations.map(({ slug }) => ({ scope: slug }))];
}
