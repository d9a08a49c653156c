"use client";

import Link from "next/link";
import { LocalTime } from "@/components/local-time";
import { LinkPending } from "@/components/ui/link-pending";
import type { SessionSummary } from "@/lib/sessions/session";

/** How long it stays: for good, or until when. */
function Stay({ saved, expiresAt }: Pick<SessionSummary, "saved" | "expiresAt">) {
  if (saved) return "kept";
  if (expiresAt === null) return null;
  return (
    <>
      goes <LocalTime iso={expiresAt} style="ahead" />
    </>
  );
}

type SessionRowProps = {
  session: SessionSummary;
  /** The list of the sessions with the package of this one. */
  packageHref: string | null;
};

/** One session in the list; it opens wherever nothing else of it is pressed. */
export function SessionRow({ session, packageHref }: SessionRowProps) {
  const { id, title, packageName } = session;
  const ofPackage =
    packageHref === null || packageName === null ? (
      "No package"
    ) : (
      <Link
        href={packageHref}
        aria-label={`Only sessions with ${packageName}`}
        className="relative z-1 truncate hover:text-ink hover:underline"
      >
        {packageName}
      </Link>
    );
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 border-b px-2 py-2.5 hover:bg-sunken sm:grid-cols-[1fr_12rem_8rem]">
      <div className="min-w-0">
        <Link href={`/playground?session=${id}`} className="block truncate text-14 after:absolute after:inset-0">
          {title}
          <LinkPending className="inset-y-1 left-0 w-0.5" />
        </Link>
        <p className="flex gap-x-2 truncate text-12 text-faint">
          <span className="shrink-0">
            <Stay {...session} />
          </span>
        </p>
      </div>
      <span className="flex min-w-0 text-12 text-soft max-sm:hidden">{ofPackage}</span>
      <span className="text-right text-12 text-faint">
        <LocalTime iso={session.lastTurnAt} style="moment" />
      </span>
    </li>
  );
}
