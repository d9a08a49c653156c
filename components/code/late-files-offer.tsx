"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { arriving } from "@/components/ui/arriving";
import type { FilesOfferProps } from "./files-offer";

const FilesOffer = dynamic(() => arriving(() => import("./files-offer")).then((module) => module.FilesOffer), {
  loading: () => null,
});

const never = () => () => undefined;

/** `FilesOffer`, fetched once the page is alive: before that its button would do nothing. */
export function LateFilesOffer(props: FilesOfferProps) {
  const isAlive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return isAlive ? <FilesOffer {...props} /> : null;
}
