/** What a link shows that is mistyped, has ended or never was; these are not told apart. */
export function NothingShared() {
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pt-10 pb-16 sm:px-6">
      <h1 className="text-28 font-strong">There is nothing here</h1>
      <p className="mt-2 max-w-[64ch] text-16 text-soft">
        The address may be mistyped, or the link has ended. Whoever sent it to you can share it anew.
      </p>
      <p className="mt-8 text-14">
        <a href="/packages" className="link finger inline-flex items-center">
          Browse packages
        </a>
      </p>
    </div>
  );
}
