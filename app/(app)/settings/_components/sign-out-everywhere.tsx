"use client";

import { useState } from "react";
import { request } from "@/components/http/request";
import { finishBeforeSignOut, signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

export function SignOutEverywhere() {
  const [busy, setBusy] = useState(false);

  const end = async () => {
    setBusy(true);
    await finishBeforeSignOut();
    const answer = await request("POST", "/api/v1/account/sign-out-everywhere", { body: {} });
    if (answer.ok) await signOut();
    else toast(answer.error.message);
    setBusy(false);
  };

  return (
    <Button look="danger" busy={busy} onClick={() => void end()}>
      Sign out everywhere
    </Button>
  );
}
