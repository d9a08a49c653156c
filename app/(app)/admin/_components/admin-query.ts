import { isId } from "@/lib/id";

/** The operator's figures, then what there is to look after. */
export const TABS = ["overview", "money", "health", "organizations", "users", "payments", "reports", "audit"] as const;

const PARTS = ["waiting", "taken_down", "hidden"] as const;

/** What the address says: which tab, what is looked for, which kind of act or part of it, where its list goes on. */
export type AdminQuery = {
  tab: (typeof TABS)[number];
  q?: string;
  action?: string;
  only?: (typeof PARTS)[number];
  /** The reported link that is read in place. */
  share?: string;
  cursor?: string;
  /** First and last day of the figures, as they were written. */
  from?: string;
  to?: string;
};

const MAX_WORDS = 200;
/** How the audit log names what was done: "credits.adjust". */
const ACTION = /^[a-z_]+(\.[a-z_]+)*$/;

/** Whether there is such a day is said where its figures would stand. */
const isDayLike = (text: unknown): text is string => typeof text === "string" && /^[\d-]{1,10}$/.test(text);

/** Reads the address; what it cannot mean is left out. */
export function readAdminQuery(fields: Record<string, string | string[] | undefined>): AdminQuery {
  const { tab: wanted, q, action, share, cursor, from, to } = fields;
  const tab = TABS.find((one) => one === wanted) ?? "overview";
  const only = PARTS.find((one) => one === fields["only"]);
  const words = typeof q === "string" ? q.replaceAll("\u0000", "").trim().slice(0, MAX_WORDS) : "";
  return {
    tab,
    ...(words === "" ? {} : { q: words }),
    ...(typeof action === "string" && ACTION.test(action) ? { action } : {}),
    ...(only === undefined ? {} : { only }),
    ...(typeof share === "string" && isId(share) ? { share } : {}),
    ...(typeof cursor === "string" ? { cursor } : {}),
    ...(isDayLike(from) ? { from } : {}),
    ...(isDayLike(to) ? { to } : {}),
  };
}

/** The address of a tab, filtered and turned to a page as the query says. */
export function adminHref({ tab, ...query }: AdminQuery): string {
  return `/admin?${new URLSearchParams({ tab, ...query })}`;
}
