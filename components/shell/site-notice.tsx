/** One plain line under the header that cannot be missed and does not alarm. */
export function SiteNotice({ text }: { text: string }) {
  return (
    <aside aria-label="Notice" className="shrink-0 border-b bg-notice px-4 py-1 text-12 text-soft sm:px-6">
      {text}
    </aside>
  );
}
