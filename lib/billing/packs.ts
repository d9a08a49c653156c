export const PACK_NAMES = ["small", "medium", "large"] as const;
export type PackName = (typeof PACK_NAMES)[number];

/** A one-time purchase of credits that never expire. `bonusPercent` is against the small pack's price a credit. */
export type Pack = {
  package: PackName;
  credits: number;
  amountCents: number;
  currency: "usd";
  bonusPercent: number;
  label: "Popular" | "Best value" | null;
};

export const PACKS: Readonly<Record<PackName, Pack>> = {
  small: { package: "small", credits: 100, amountCents: 500, currency: "usd", bonusPercent: 0, label: null },
  medium: { package: "medium", credits: 250, amountCents: 1_000, currency: "usd", bonusPercent: 25, label: "Popular" },
  large: { package: "large", credits: 600, amountCents: 2_000, currency: "usd", bonusPercent: 50, label: "Best value" },
};

/** The monthly plan. Its credits are `MONTHLY_CREDITS`; what is unused rolls over for one month. */
export const PLUS_AMOUNT_CENTS = 2_000;

/** Marks what we sell among everything else that a Stripe account may sell; stands in the metadata of subscriptions. */
export const PLUS_PLAN = "prpm_plus";
