import type { ReactNode } from "react";
import { Shell } from "@/app/_components/shell";
import { ShareHost } from "@/components/shares/share-host";

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <Shell>
      {children}
      <ShareHost />
    </Shell>
  );
}
