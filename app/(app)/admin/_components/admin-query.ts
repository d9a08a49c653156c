export const TABS = ["organizations", "users", "payments", "audit"] as const;

/** What the address says: which tab, what is looked for, which kind of act or only what waits, where its list goes on. */
export type AdminQuery = {
  tab: (typeof TABS)[number];
  q?: string;
  action?: string;
  only?: "waiting";
  cursor?: string;
};

const MAX_WORDS = 200;
/** How the audit log names what was done: "credits.adjust". */
const ACTION = /^[a-z_]+(\.[a-z_]+)*$/;

/** Reads the address; what it cannot mean is left out. */
export function readAdminQuery(fields: Record<string, string | string[] | undefined>): AdminQuery {
  const { tab: wanted, q, action, only, cursor } = fields;
  const tab = TABS.find((one) => one === wanted) ?? "organizations";
  const words = typeof q === "string" ? q.replaceAll("\u0000", "").trim().slice(0, MAX_WORDS) : "";
  return {
    tab,
    ...(words === "" ? {} : { q: words }),
    ...(typeof action === "string" && ACTION.test(action) ? { action } : {}),
    ...(only === "waiting" ? { only } : {}),
    ...(typeof cursor === "string" ? { cursor } : {}),
  };
}

/** The address of a tab, filtered and turned to a page as the query says. */
export function adminHref({ tab, ...query }: AdminQuery): string {
  return `/admin?${new URLSearchParams({ tab, ...query })}`;
}
