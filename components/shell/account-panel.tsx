"use client";

import Link from "next/link";
import type { RefObject } from "react";
import { PLAN_WORDS } from "@/components/credits/credit-words";
import { FloatingPanel } from "@/components/ui/floating-panel";
import type { HeaderViewer } from "./header-viewer";
import { NAV } from "./nav-links";
import { signOut } from "./sign-out";
import { ThemeSwitch } from "./theme-switch";

const OWN = [
  { href: "/dashboard", label: "Dashboard" },
  { href: "/sessions", label: "Sessions" },
  { href: "/credits", label: "Credits" },
  { href: "/settings#billing", label: "Plan and billing" },
  { href: "/settings", label: "Settings" },
] as const;

const ROW = "finger flex min-h-8 w-full items-center rounded-control px-2 text-left text-13 hover:bg-sunken";

type AccountPanelProps = {
  viewer: HeaderViewer | null;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function AccountPanel({ viewer, onOpenChange, ...panel }: AccountPanelProps) {
  const link = ({ href, label }: { href: string; label: string }) => (
    <li key={href}>
      <Link href={href} className={ROW} onClick={() => onOpenChange(false)}>
        {label}
      </Link>
    </li>
  );
  return (
    <FloatingPanel {...panel} label="Account" onOpenChange={onOpenChange} className="w-60 p-1">
      {viewer !== null && (
        <div className="border-b px-2 pt-1 pb-2">
          <p className="truncate text-13">{viewer.name ?? viewer.email}</p>
          <p className="truncate text-12 text-faint">
            {viewer.name === null ? "" : `${viewer.email}, `}
            {PLAN_WORDS[viewer.plan]}
          </p>
        </div>
      )}
      <ul className="border-b py-1 md:hidden">{NAV.map(link)}</ul>
      <ul className="py-1">
        {viewer !== null && OWN.map(link)}
        {viewer?.isAdmin && link({ href: "/admin", label: "Admin" })}
        {link({ href: "/docs", label: "Docs" })}
      </ul>
      <div className="flex items-center justify-between border-t px-2 py-1.5 text-13">
        Theme
        <ThemeSwitch />
      </div>
      <div className="border-t pt-1">
        {viewer === null ? (
          <Link href="/sign-in" className={ROW} onClick={() => onOpenChange(false)}>
            Sign in
          </Link>
        ) : (
          <button type="button" className={ROW} onClick={() => void signOut()}>
            Sign out
          </button>
        )}
      </div>
    </FloatingPanel>
  );
}
