"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { tellInstall } from "./tell-install";

/** All files of a version as a zip. */
export function DownloadLink({ packageId, version }: { packageId: string; version: string }) {
  return (
    <Button asChild>
      <a
        href={`/api/v1/packages/${packageId}/archive?version=${encodeURIComponent(version)}`}
        download
        onClick={() => tellInstall({ packageId, version, way: "download" })}
      >
        <Download size={14} aria-hidden />
        Download zip
      </a>
    </Button>
  );
}
