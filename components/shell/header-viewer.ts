import type { Plan } from "@/lib/credits/credits";

/** What the header shows of whoever is signed in. */
export type HeaderViewer = { name: string | null; email: string; plan: Plan; isAdmin: boolean };
