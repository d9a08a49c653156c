"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";

/** `BudgetNotice`, for those who have a budget; nobody else loads it. */
export const LateBudgetNotice = dynamic(() =>
  arriving(() => import("./budget-notice")).then((module) => module.BudgetNotice),
);
