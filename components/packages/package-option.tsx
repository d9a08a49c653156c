import type { PackageSummary } from "@/lib/packages/package";
import { formatWeight } from "../format";
import { FormatMark } from "./format-mark";
import { SUBTYPE_WORDS } from "./package-words";

/** A package as one line of a list to choose from. */
export function PackageOption({ item }: { item: PackageSummary }) {
  return (
    <>
      <FormatMark format={item.format} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="truncate text-13">
            <span className="text-faint">{item.scope}/</span>
            {item.name}
          </span>
          <span className="shrink-0 text-12 text-faint">{SUBTYPE_WORDS[item.subtype]}</span>
        </span>
        <span className="block truncate text-12 text-soft">{item.description}</span>
      </span>
      <span className="figures shrink-0 text-12 text-faint">{formatWeight(item.tokens)}</span>
    </>
  );
}
