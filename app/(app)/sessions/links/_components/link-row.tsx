import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { LocalTime } from "@/components/local-time";
import { readWords } from "@/components/shares/share-words";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { LinkPending } from "@/components/ui/link-pending";
import type { Share } from "@/lib/sessions/share";
import { LinkMenu } from "./link-menu";
import { LinkStatus } from "./link-status";

/** One link: what it shows, what has become of it, and what can be done with it. */
export function LinkRow({ link }: { link: Share }) {
  const { title, sessionId, shareUrl, status, createdAt } = link;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 border-b py-3">
      <div className="min-w-0 flex-1 basis-80">
        <Link href={`/playground?session=${sessionId}`} className="relative block truncate text-14 hover:underline">
          {title}
          <LinkPending className="inset-y-1 left-0 w-0.5" />
        </Link>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-12 text-soft">
          <LinkStatus link={link} />
        </p>
        <p className="flex flex-wrap gap-x-3 text-12 text-faint">
          <span>{readWords(link)}</span>
          <span>
            made <LocalTime iso={createdAt} style="moment" />
          </span>
        </p>
      </div>
      <div className="flex items-center gap-1">
        {status === "live" && (
          <>
            <CopyButton text={shareUrl} label="Copy link" />
            <Button asChild look="quiet" size="small">
              <a href={shareUrl} target="_blank" rel="noreferrer" aria-label={`Open ${title}`}>
                <ExternalLink size={13} aria-hidden />
                Open
              </a>
            </Button>
          </>
        )}
        {status !== "taken_down" && <LinkMenu link={link} />}
      </div>
    </li>
  );
}
