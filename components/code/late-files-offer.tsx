"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";

/** `FilesOffer`, fetched once a page with an answer is there. */
export const LateFilesOffer = dynamic(
  () => arriving(() => import("./files-offer")).then((module) => module.FilesOffer),
  // Rendered on the server it would be preloaded by a name under which the bundler does not write it.
  { ssr: false },
);
