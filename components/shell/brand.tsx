/** The product's mark: a prompt, its leader, and what it cost. */
function Glyph({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden className="shrink-0">
      <path d="M2.5 5.5 7 10l-4.5 4.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" />
      <circle cx="9.4" cy="13.6" r="0.9" fill="currentColor" />
      <circle cx="12.2" cy="13.6" r="0.9" fill="currentColor" />
      <rect x="14.2" y="5" width="3.6" height="9.5" rx="0.8" className="fill-accent" />
    </svg>
  );
}

/** The product's mark and name. */
export function Brand() {
  return (
    <>
      <Glyph />
      <span>
        PRPM <span className="font-normal text-soft max-sm:sr-only">Playground</span>
      </span>
    </>
  );
}

export const BRAND_LOOK = "finger flex items-center gap-2 rounded-control text-14 font-strong tracking-tight";
