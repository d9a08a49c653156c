import Link from "next/link";
import { formatCount } from "@/components/format";
import { NONE, rateWords } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import type { AskedDays } from "@/components/insights/read-period";
import { FormatMark } from "@/components/packages/format-mark";
import { hrefWith } from "@/components/ui/href-with";
import { LinkPending } from "@/components/ui/link-pending";
import { Mark } from "@/components/ui/mark";
import type { AuthorPackage } from "@/lib/insights/get-author.server";
import { winWords } from "./figure-words";

function Name({ item, days }: { item: AuthorPackage; days: AskedDays }) {
  return (
    <div className="flex min-w-40 items-baseline gap-2.5">
      <FormatMark format={item.format} className="max-sm:hidden" />
      <div className="min-w-0">
        <Link
          href={hrefWith(`/dashboard/packages/${item.packageId}`, days)}
          prefetch={false}
          className="link wrap-anywhere relative"
        >
          <span className="text-faint">{item.scope}/</span>
          <wbr />
          {item.name}
          <LinkPending />
        </Link>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-faint empty:hidden">
          {item.organization !== null && <span className="wrap-anywhere">{item.organization}</span>}
          {item.visibility === "private" && <Mark>Private</Mark>}
        </span>
      </div>
    </div>
  );
}

const COLUMNS: readonly Column<AuthorPackage>[] = [
  { head: "Runs", of: ({ runs }) => formatCount(runs) },
  { head: "Succeeded", of: ({ successRate }) => rateWords(successRate) },
  { head: "People, ever", of: ({ people }) => formatCount(people) },
  { head: "Came back", of: ({ repeatRate }) => rateWords(repeatRate) },
  { head: "Beat no prompt", of: ({ againstNoPrompt }) => winWords(againstNoPrompt) ?? NONE },
  { head: "Views of shares", of: ({ views }) => formatCount(views) },
  { head: "Installs copied", of: ({ installs }) => formatCount(installs) },
  { head: "Own runs", of: ({ managersRuns }) => formatCount(managersRuns) },
  { head: "No-prompt runs", of: ({ baselineRuns }) => formatCount(baselineRuns) },
];

/** Somebody's packages and those of their organisations. Days that were chosen stay chosen in the links. */
export function PackageTable({ packages, days }: { packages: readonly AuthorPackage[]; days: AskedDays }) {
  return (
    <FiguresTable
      caption="Your packages, those with most runs first"
      first={{ head: "Package", of: (item) => <Name item={item} days={days} /> }}
      columns={COLUMNS}
      rows={packages}
      keyOf={({ packageId }) => packageId}
    />
  );
}
