import type { ReactNode } from "react";
import { LightFrame } from "@/components/shell/light-frame";
import { env } from "@/lib/env.server";

/** Shared pages are read by many who use nothing else here: what surrounds the other pages stays away. */
export default function Layout({ children }: { children: ReactNode }) {
  return <LightFrame notice={env().SITE_NOTICE}>{children}</LightFrame>;
}
