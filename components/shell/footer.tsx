import Link from "next/link";
import { ThemeSwitch } from "./theme-switch";

const LINKS = [
  { href: "/packages", label: "Packages" },
  { href: "/playground", label: "Playground" },
  { href: "/pricing", label: "Pricing" },
  { href: "/docs", label: "Docs" },
] as const;

/** As wide as the page above it, which says its width. */
export function Footer() {
  return (
    <footer className="mt-20 border-t">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center group-has-data-[width=narrow]/frame:max-w-3xl group-has-data-[width=wide]/frame:max-w-6xl gap-x-5 gap-y-3 px-4 py-5 text-13 text-soft sm:px-6">
        {LINKS.map(({ href, label }) => (
          <Link key={href} href={href} className="finger flex items-center hover:text-ink">
            {label}
          </Link>
        ))}
        <span className="ml-auto">
          <ThemeSwitch />
        </span>
      </div>
    </footer>
  );
}
