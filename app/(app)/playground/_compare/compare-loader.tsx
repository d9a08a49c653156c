"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";

/** The comparison's screen, which is no part of what a plain thread loads. */
export const LoadedCompare = dynamic(() => arriving(() => import("./compare")).then((module) => module.Compare));
