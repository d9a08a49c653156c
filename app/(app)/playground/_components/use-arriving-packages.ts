"use client";

import { useRef, useState } from "react";
import { request } from "@/components/http/request";
import { toast } from "@/components/ui/toast";
import type { PackageDetail, PackageSummary } from "@/lib/packages/package";

type Picked = Pick<PackageSummary, "id" | "name"> & { version?: string };

/**
 * Packages that were picked and are on their way. Of several for one place the last is taken, in whatever order they
 * arrive, and none once something else was chosen for it.
 */
export function useArrivingPackages() {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const asking = useRef(new Map<string, AbortController>());

  const callOff = (place: string) => {
    asking.current.get(place)?.abort();
    setNames((before) => new Map([...before].filter(([other]) => other !== place)));
  };

  const load = async (place: string, { id, name, version }: Picked, onLoaded: (item: PackageDetail) => void) => {
    callOff(place);
    const asked = new AbortController();
    const { signal } = asked;
    asking.current.set(place, asked);
    setNames((before) => new Map(before).set(place, name));
    const query = version === undefined ? "" : `?version=${encodeURIComponent(version)}`;
    const answer = await request<PackageDetail>("GET", `/api/v1/packages/${id}${query}`, { signal }).catch(() => null);
    if (answer === null || signal.aborted) return;
    callOff(place);
    if (answer.ok) onLoaded(answer.body);
    else toast(`${name} could not be loaded. ${answer.error.message}`);
  };

  /** `words`: what is on its way, null for nothing; nothing is to run without it. */
  return { words: names.size === 0 ? null : `loading ${[...names.values()].join(" and ")}`, load, callOff };
}
