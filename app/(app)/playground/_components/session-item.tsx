"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import Link from "next/link";
import { SessionMenu } from "@/components/sessions/session-menu";
import { useRename } from "@/components/sessions/use-rename";
import { arriving } from "@/components/ui/arriving";
import type { SessionSummary } from "@/lib/sessions/session";

export const loadRename = () => import("@/components/sessions/rename-field");
const RenameField = dynamic(() => arriving(loadRename).then((module) => module.RenameField), { loading: () => null });

type SessionItemProps = { session: SessionSummary; isCurrent: boolean; onDelete: () => void };

/** One thread in the list beside the playground; the one on screen can be renamed, kept and deleted. */
export function SessionItem({ session, isCurrent, onDelete }: SessionItemProps) {
  const { id, title, packageName } = session;
  const rename = useRename();
  if (rename.renaming) {
    return (
      <li className="-mx-2 py-1">
        <RenameField session={session} onDone={rename.end} />
      </li>
    );
  }
  return (
    <li className={clsx("-mx-2 flex items-center rounded-control", isCurrent && "bg-sunken")}>
      <Link
        href={`/playground?session=${id}`}
        aria-current={isCurrent ? "page" : undefined}
        className={clsx(
          "finger block min-w-0 flex-1 rounded-control px-2 py-1 text-13",
          !isCurrent && "text-soft hover:bg-sunken hover:text-ink",
        )}
      >
        <span className="block truncate">{title}</span>
        <span className="block truncate text-12 text-faint">{packageName ?? "No package"}</span>
      </Link>
      {isCurrent && (
        <SessionMenu session={session} onRename={rename.begin} onDelete={onDelete} button={rename.button} />
      )}
    </li>
  );
}
