"use client";

import clsx from "clsx";
import Link from "next/link";
import { useShownPath } from "./use-shown-path";

export const NAV = [
  { href: "/packages", label: "Packages" },
  { href: "/playground", label: "Playground" },
  { href: "/pricing", label: "Pricing" },
] as const;

export function NavLinks() {
  const pathname = useShownPath();
  return (
    <nav aria-label="Main" className="flex items-center gap-1 max-md:hidden">
      {NAV.map(({ href, label }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={clsx(
              "finger flex h-8 items-center rounded-control px-2.5 text-13 transition-colors",
              current ? "text-ink" : "text-soft hover:text-ink",
            )}
          >
            <span className={clsx(current && "border-b border-ink")}>{label}</span>
          </Link>
        );
      })}
    </nav>
  );
}
