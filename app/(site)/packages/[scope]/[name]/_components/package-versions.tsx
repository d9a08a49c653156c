import clsx from "clsx";
import Link from "next/link";
import { FileDiff } from "@/components/diff/file-diff";
import { lineDiff } from "@/components/diff/line-diff";
import { formatBytes } from "@/components/format";
import { MarkdownDocument } from "@/components/markdown/markdown-document";
import { Button } from "@/components/ui/button";
import { FilterLinks } from "@/components/ui/filter-links";
import { Select } from "@/components/ui/select";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { type FileChange, listFileChanges } from "@/lib/packages/list-file-changes.server";
import { mainFile } from "@/lib/packages/main-file";
import type { PackageDetail } from "@/lib/packages/package";
import type { PackageAddress } from "./package-address";

/** A heavier file is only said to differ. */
const DIFF_BYTES_MAX = 200_000;

type Chosen = { from: string; to: string };

/** The versions that the address names, else the one that is read and the one before it. */
function chooseVersions({ versions, version }: PackageDetail, { from, to }: PackageAddress): Chosen {
  const names = versions.map((one) => one.version);
  const known = (name: string | undefined) => names.find((one) => one === name);
  const after = known(to) ?? version;
  const place = names.indexOf(after);
  return { from: known(from) ?? names[place + 1] ?? names[place - 1] ?? after, to: after };
}

function VersionForm({ item, chosen }: { item: PackageDetail; chosen: Chosen }) {
  const options = item.versions.map(({ version }) => (
    <option key={version} value={version}>
      {version}
    </option>
  ));
  return (
    <form className="mb-5 flex flex-wrap items-center gap-2 text-13">
      <input type="hidden" name="format" value={item.format} />
      <input type="hidden" name="tab" value="versions" />
      <label htmlFor="versions-from">From</label>
      <Select key={chosen.from} id="versions-from" name="from" defaultValue={chosen.from}>
        {options}
      </Select>
      <label htmlFor="versions-to">to</label>
      <Select key={chosen.to} id="versions-to" name="to" defaultValue={chosen.to}>
        {options}
      </Select>
      <Button type="submit">Compare</Button>
      {item.runnable && chosen.from !== chosen.to && (
        <Button asChild look="quiet">
          <Link href={`/playground?compare=${item.id}@${chosen.from},${item.id}@${chosen.to}`} prefetch={false}>
            Run both on one input
          </Link>
        </Button>
      )}
    </form>
  );
}

function changeWords({ bytesBefore, bytesAfter }: FileChange): string {
  if (bytesBefore === null) return "added";
  return bytesAfter === null ? "removed" : "changed";
}

type ChangedFilesProps = { changes: readonly FileChange[]; current: string; hrefOf: (path: string) => string };

function ChangedFiles({ changes, current, hrefOf }: ChangedFilesProps) {
  return (
    <ul className="border-b">
      {changes.map((change) => (
        <li key={change.path} className="border-t">
          <Link
            href={hrefOf(change.path)}
            scroll={false}
            aria-current={change.path === current ? "true" : undefined}
            className="finger grid min-h-9 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 py-1.5 text-13 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_5rem_9rem]"
          >
            <span className={clsx("truncate font-mono text-12", change.path === current ? "text-ink" : "text-soft")}>
              {change.path}
            </span>
            <span className="text-12 text-soft">{changeWords(change)}</span>
            <span className="figures text-right text-12 text-faint max-sm:hidden">
              {[change.bytesBefore, change.bytesAfter]
                .flatMap((bytes) => bytes ?? [])
                .map(formatBytes)
                .join(" to ")}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const isProse = (path: string) => /\.mdc?$/i.test(path);

function RenderedSide({ version, text }: { version: string; text: string | null }) {
  return (
    <section aria-label={`Version ${version}`} className="min-w-0">
      <h3 className="figures mb-4 border-b pb-2 text-12 font-normal text-soft">{version}</h3>
      {text === null ? (
        <p className="text-14 text-soft">There is no such file in this version.</p>
      ) : (
        <MarkdownDocument text={text} below={3} />
      )}
    </section>
  );
}

type DiffOf = {
  viewerId: string | null;
  item: PackageDetail;
  chosen: Chosen;
  change: FileChange;
  /** Beside each other as they read, and not line by line. */
  rendered: boolean;
};

async function ChangedText({ viewerId, item, chosen, change, rendered }: DiffOf) {
  const { path, bytesBefore, bytesAfter } = change;
  if (Math.max(bytesBefore ?? 0, bytesAfter ?? 0) > DIFF_BYTES_MAX) {
    return <p className="text-14 text-soft">This file differs; it is too large for its lines to be compared here.</p>;
  }
  const textOf = (version: string) => getPackageFile(viewerId, { packageId: item.id, version, path });
  const [before, after] = await Promise.all([textOf(chosen.from), textOf(chosen.to)]);
  if (rendered && isProse(path)) {
    return (
      <div className="grid gap-x-8 gap-y-10 md:grid-cols-2">
        <RenderedSide version={chosen.from} text={before} />
        <RenderedSide version={chosen.to} text={after} />
      </div>
    );
  }
  const rows = lineDiff(before ?? "", after ?? "");
  if (rows === null) return <p className="text-14 text-soft">The two have too little in common to be compared.</p>;
  return <FileDiff rows={rows} label={`${path}, ${chosen.from} to ${chosen.to}`} />;
}

type PackageVersionsProps = {
  item: PackageDetail;
  viewerId: string | null;
  address: PackageAddress;
  hrefOf: (change: Record<string, string>) => string;
};

/** Two versions of the package beside each other: the files that differ, and one of them line by line. */
export async function PackageVersions({ item, viewerId, address, hrefOf }: PackageVersionsProps) {
  const chosen = chooseVersions(item, address);
  const changes = await listFileChanges(viewerId, { packageId: item.id, ...chosen });
  const main = mainFile({ ...item, paths: changes.map(({ path }) => path) });
  const current = changes.find(({ path }) => path === address.file) ?? changes.find(({ path }) => path === main);
  const fileHref = (path: string) => hrefOf({ tab: "versions", ...chosen, file: path });
  const renderedHref = (path: string) => hrefOf({ tab: "versions", ...chosen, file: path, view: "rendered" });
  return (
    <section aria-label="Versions compared">
      <VersionForm item={item} chosen={chosen} />
      {current === undefined ? (
        <p className="text-14 text-soft">The files of these versions are the same.</p>
      ) : (
        <>
          <ChangedFiles changes={changes} current={current.path} hrefOf={fileHref} />
          <div className="mt-6 mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <h2 className="wrap-anywhere min-w-0 font-mono text-12 text-soft">{current.path}</h2>
            {isProse(current.path) && (
              <FilterLinks
                label="How the versions are shown"
                choices={[
                  { words: "Lines", href: fileHref(current.path), current: !address.rendered },
                  { words: "As it reads", href: renderedHref(current.path), current: address.rendered },
                ]}
              />
            )}
          </div>
          <ChangedText {...{ viewerId, item, chosen, change: current, rendered: address.rendered }} />
        </>
      )}
    </section>
  );
}
