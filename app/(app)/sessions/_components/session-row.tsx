"use client";

import clsx from "clsx";
import Link from "next/link";
import { LocalTime } from "@/components/local-time";
import { RenameField } from "@/components/sessions/rename-field";
import { SessionMenu } from "@/components/sessions/session-menu";
import { useRename } from "@/components/sessions/use-rename";
import { LinkPending } from "@/components/ui/link-pending";
import type { SessionSummary } from "@/lib/sessions/session";
import { TickBox } from "./tick-box";

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

/** The package of its last turn, as the way to the sessions with the same. */
function PackageOf({ name, href }: { name: string | null; href: string | null }) {
  if (name === null || href === null) return "No package";
  return (
    <Link
      href={href}
      aria-label={`Only sessions with ${name}`}
      className="relative z-1 block truncate hover:text-ink hover:underline"
    >
      {name}
    </Link>
  );
}

type SessionRowProps = {
  session: SessionSummary;
  /** The list of the sessions with the package of this one. */
  packageHref: string | null;
  selected: boolean;
  onSelect: (selected: boolean) => void;
  onDelete: () => void;
};

/** One session in the list; it opens wherever nothing else of it is pressed. */
export function SessionRow({ session, packageHref, selected, onSelect, onDelete }: SessionRowProps) {
  const { id, title, packageName, lastTurnAt } = session;
  const rename = useRename();
  return (
    <li
      className={clsx(
        "relative flex items-center gap-x-1 border-b py-2 hover:bg-sunken has-[a[data-session]:focus-visible]:bg-sunken",
        selected && "bg-sunken",
      )}
    >
      <TickBox label={`Select ${title}`} checked={selected} onChange={onSelect} />
      <div className="min-w-0 flex-1">
        {rename.renaming ? (
          <RenameField session={session} onDone={rename.end} />
        ) : (
          <>
            <Link
              href={`/playground?session=${id}`}
              data-session={id}
              className="block truncate text-14 outline-none after:absolute after:inset-0 focus-visible:after:rounded-control focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
            >
              {title}
              <LinkPending className="inset-y-1 left-0 w-0.5" />
            </Link>
            <p className="flex min-w-0 flex-wrap gap-x-3 text-12 text-faint">
              <span className="max-w-full sm:hidden">
                <PackageOf name={packageName} href={packageHref} />
              </span>
              <span>
                <Stay {...session} />
              </span>
            </p>
          </>
        )}
      </div>
      <span className="w-48 text-12 text-soft max-sm:hidden">
        <PackageOf name={packageName} href={packageHref} />
      </span>
      <span
        className={clsx(
          "w-28 shrink-0 text-right text-12 text-faint max-sm:w-auto",
          rename.renaming && "max-sm:hidden",
        )}
      >
        <LocalTime iso={lastTurnAt} style="moment" />
      </span>
      {rename.renaming ? (
        <span className="finger size-8 shrink-0" />
      ) : (
        <SessionMenu session={session} onRename={rename.begin} onDelete={onDelete} button={rename.button} />
      )}
    </li>
  );
}
