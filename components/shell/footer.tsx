import Link from "next/link";
import { ThemeSwitch } from "./theme-switch";

const LINKS = [
  { href: "/packages", label: "Packages" },
  { href: "/playground", label: "Playground" },
  { href: "/pricing", label: "Pricing" },
  { href: "/docs", label: "Docs" },
] as const;

export function Footer() {
  return (
    <footer className="mt-20 border-t">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-5 gap-y-3 px-4 py-5 text-13 text-soft sm:px-6">
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
