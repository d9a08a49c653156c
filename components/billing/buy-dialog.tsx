"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { BuyFrameContext } from "./buy-frame";

/** The packs over whatever was on screen, which stays as it is. The browser's way back closes it, as Escape does. */
export function BuyDialog({ children }: { children: ReactNode }) {
  const router = useRouter();
  const isHere = usePathname() === BUY_PATH;
  const [isLocked, setLocked] = useState(false);
  const frame = useMemo(() => ({ leave: () => router.back(), lock: setLocked }), [router]);
  // A link inside leads on to another page; what stands in this slot stays there all the same.
  if (!isHere) return null;
  return (
    <Dialog open onOpenChange={(open) => !open && !isLocked && router.back()} title="Buy credits" givesWay>
      <BuyFrameContext value={frame}>{children}</BuyFrameContext>
    </Dialog>
  );
}
