import type { LotKind, Plan } from "@/lib/credits/credits";

export const KIND_WORDS = {
  monthly: "Monthly",
  rollover: "Rolled over",
  trial: "Trial",
  purchased: "Purchased",
} as const satisfies Record<LotKind, string>;

export const KIND_COLOUR = {
  monthly: "bg-meter-monthly",
  rollover: "bg-meter-rollover",
  trial: "bg-meter-trial",
  purchased: "bg-meter-purchased",
} as const satisfies Record<LotKind, string>;

export const PLAN_WORDS = {
  free: "Free",
  plus: "PRPM+",
  organization: "Organisation",
} as const satisfies Record<Plan, string>;
