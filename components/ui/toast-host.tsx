"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onToast } from "./toast";

const Toaster = dynamic(() => import("./toaster").then((module) => module.Toaster), { ssr: false });

/** Waits for the first short notice and only then loads what shows it. */
export function ToastHost() {
  const [used, setUsed] = useState(false);

  useEffect(
    () =>
      onToast(({ message }) => {
        setUsed(true);
        void import("sonner").then(({ toast }) => toast(message));
      }),
    [],
  );

  return used ? <Toaster /> : null;
}
