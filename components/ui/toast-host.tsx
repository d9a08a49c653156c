"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { arriving } from "@/components/ui/arriving";
import { onNotice, type Toast } from "./toast";

const Toaster = dynamic(() => arriving(() => import("./toaster")).then((module) => module.Toaster), { ssr: false });

async function show({ id, message, action, stays = false }: Toast): Promise<void> {
  const { toast } = await arriving(() => import("sonner"));
  toast(message, {
    id,
    ...(action !== undefined && { action: { label: action.label, onClick: action.onAct } }),
    ...(stays && { duration: Number.POSITIVE_INFINITY, dismissible: false }),
  });
}

/** Waits for the first short notice and only then loads what shows it. */
export function ToastHost() {
  const [used, setUsed] = useState(false);

  useEffect(
    () =>
      onNotice((notice) => {
        if (notice.type === "taken-back") {
          void import("sonner").then(({ toast }) => toast.dismiss(notice.id));
          return;
        }
        setUsed(true);
        void show(notice.toast);
      }),
    [],
  );

  return used ? <Toaster /> : null;
}
