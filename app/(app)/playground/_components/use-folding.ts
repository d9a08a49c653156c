"use client";

import { useCallback, useState } from "react";
import { useStable } from "@/components/ui/use-stable";
import { isRunning, type Turn } from "./turn";

/** The turns that are collapsed, by their keys. It is a way of looking at a thread and is not kept. */
export function useFolding(turns: readonly Turn[]) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const fold = useCallback((keys: readonly string[], isFolded: boolean) => {
    setFolded((before) => new Set(isFolded ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key))));
  }, []);
  const foldAll = useStable((isFolded: boolean) => {
    setFolded(new Set(isFolded ? turns.filter((turn) => !isRunning(turn)).map(({ key }) => key) : []));
  });
  return { folded, fold, foldAll };
}
