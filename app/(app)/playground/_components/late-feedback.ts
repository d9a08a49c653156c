"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";

export const loadFeedback = () => import("./turn-feedback");

/** `TurnFeedback`, which is fetched beside the page. */
export const LateFeedback = dynamic(() => arriving(loadFeedback).then((module) => module.TurnFeedback), {
  loading: () => null,
});
