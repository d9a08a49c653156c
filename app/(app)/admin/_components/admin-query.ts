export const TABS = ["organizations", "users", "audit"] as const;

/** What the address says: which tab, what is looked for, and where its list goes on. */
export type AdminQuery = { tab: (typeof TABS)[number]; q?: string; cursor?: string };

const MAX_WORDS = 200;

/** Reads the address; what it cannot mean is left out. */
export function readAdminQuery(fields: Record<string, string | string[] | undefined>): AdminQuery {
  const { tab: wanted, q, cursor } = fields;
  const tab = TABS.find((one) => one === wanted) ?? "organizations";
  const words = typeof q === "string" ? q.replaceAll("\u0000", "").trim().slice(0, MAX_WORDS) : "";
  return { tab, ...(words === "" ? {} : { q: words }), ...(typeof cursor === "string" ? { cursor } : {}) };
}

export function adminHref({ tab, q, cursor }: AdminQuery): string {
  const fields = new URLSearchParams({ tab, ...(q === undefined ? {} : { q }), ...(cursor ? { cursor } : {}) });
  return `/admin?${fields}`;
}
