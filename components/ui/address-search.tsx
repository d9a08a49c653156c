"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { hrefWith } from "./href-with";
import { Input } from "./input";
import { useTypedBefore } from "./use-typed-before";

const PAUSE_MS = 180;

type AddressSearchProps = {
  /** The page that lists what is found. */
  action: string;
  q: string;
  /** What else of the address stays when other words are searched. */
  kept: Readonly<Record<string, string | undefined>>;
  label: string;
  placeholder: string;
};

/**
 * A search field whose words stand in the address. It is a form, so it works without a script; with one the list
 * follows the typing.
 */
export function AddressSearch({ action, q: searched, kept, label, placeholder }: AddressSearchProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [words, setWords] = useState(searched);
  const field = useRef<HTMLInputElement>(null);
  useTypedBefore(field, setWords);
  const [known, setKnown] = useState(searched);
  /** What stands in the address, or is about to, by typing here. */
  const [asked, setAsked] = useState(searched);

  // The address changed by other means than typing here, for instance by "Clear". One that changed by it may be late:
  // more was typed since.
  if (known !== searched) {
    setKnown(searched);
    if (searched !== asked) {
      setAsked(searched);
      setWords(searched);
    }
  }

  useEffect(() => {
    const q = words.trim();
    if (q === searched) return;
    const timer = setTimeout(() => {
      setAsked(q);
      startTransition(() => router.replace(hrefWith(action, { q, ...kept }), { scroll: false }));
    }, PAUSE_MS);
    // Who follows a link meanwhile has found it; the late list must not take them back.
    const leave = ({ target }: MouseEvent) => target instanceof Element && target.closest("a") && clearTimeout(timer);
    document.addEventListener("click", leave, { capture: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", leave, { capture: true });
    };
  }, [words, searched, action, kept, router]);

  return (
    <search aria-busy={pending}>
      <form action={action} className="relative">
        <Search size={16} aria-hidden className="-translate-y-1/2 absolute top-1/2 left-3 text-faint" />
        <Input
          ref={field}
          type="search"
          name="q"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder={placeholder}
          aria-label={label}
          autoComplete="off"
          maxLength={200}
          className="h-10 pl-9"
        />
        {Object.entries(kept).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <noscript>
          <button type="submit" className="mt-2 underline">
            Search
          </button>
        </noscript>
      </form>
    </search>
  );
}
