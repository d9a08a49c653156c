"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { arriving } from "@/components/ui/arriving";
import { onShareRequest, type ShareRequest } from "./share-requests";

const ShareDialog = dynamic(() => arriving(() => import("./share-dialog")).then((module) => module.ShareDialog));

/** Where the share dialog appears when it is asked for; its code comes with the first request. */
export function ShareHost() {
  const [request, setRequest] = useState<ShareRequest | null>(null);
  useEffect(() => onShareRequest(setRequest), []);
  return request === null ? null : <ShareDialog request={request} onClose={() => setRequest(null)} />;
}
