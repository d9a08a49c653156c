import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { formatCount } from "@/components/format";
import { MarkdownDocument } from "@/components/markdown/markdown-document";
import { FormatMark } from "@/components/packages/format-mark";
import { SUBTYPE_WORDS } from "@/components/packages/package-words";
import { CopyButton } from "@/components/ui/copy-button";
import { Mark } from "@/components/ui/mark";
import { TabLinks } from "@/components/ui/tab-links";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { findPackage } from "@/lib/packages/get-package.server";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { managesPackage } from "@/lib/packages/manages-package.server";
import type { PackageDetail, PackageFormat } from "@/lib/packages/package";
import { countResults } from "@/lib/sessions/list-results.server";
import { ManagedInputs } from "./_components/managed-inputs";
import { type PackageAddress, partHref, readPackageAddress } from "./_components/package-address";
import { PackageFeedback } from "./_components/package-feedback";
import { PackageFiles } from "./_components/package-files";
import { PackageGet } from "./_components/package-get";
import { PackageResults } from "./_components/package-results";
import { PackageFacts, PackageTry } from "./_components/package-side";
import { PackageVersions } from "./_components/package-versions";

type Props = PageProps<"/packages/[scope]/[name]">;

/** The package at this address, asked for once a request though title and page both need it. */
const load = cache(
  async (scope: string, name: string, format: PackageFormat | undefined, version: string | undefined) => {
    const viewer = await currentViewer();
    const key = format === undefined ? { scope, name } : { scope, name, format };
    return { viewerId: viewer?.id ?? null, item: await findPackage(viewer?.id ?? null, key, version) };
  },
);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { scope, name, format, version } = await readPackageAddress(props);
  const { item } = await load(scope, name, format, version);
  return item === null ? { title: "Not found" } : { title: item.name, description: item.description };
}

function Heading({ item, manages }: { item: PackageDetail; manages: boolean }) {
  return (
    <header className="pt-10 pb-6">
      <p className="flex flex-wrap items-center gap-2.5 text-13 text-soft">
        <FormatMark format={item.format} />
        {SUBTYPE_WORDS[item.subtype]}
        <span className="figures text-12 text-faint">v{item.version}</span>
        <span className="figures text-12 text-faint">{formatCount(item.tokens)} tokens</span>
        {item.visibility === "private" && <Mark>Private</Mark>}
        {manages && (
          <Link href={`/dashboard/packages/${item.id}`} className="link finger flex items-center">
            Figures
          </Link>
        )}
      </p>
      <h1 className="mt-3 text-28 font-strong [overflow-wrap:anywhere]">
        <span className="font-normal text-faint">{item.scope}/</span>
        {item.name}
      </h1>
      <p className="mt-2 max-w-[68ch] text-16 text-soft">{item.description}</p>
    </header>
  );
}

function Prompt({ item }: { item: PackageDetail }) {
  if (item.prompt === "")
    return <p className="text-14 text-soft">It holds no prompt text. Its files are under Files.</p>;
  return (
    <section aria-label="Prompt">
      <div className="mb-4 flex items-center justify-between text-12 text-faint">
        <span>What the model is told, word for word</span>
        <CopyButton text={item.prompt} />
      </div>
      <MarkdownDocument text={item.prompt} below={1} />
    </section>
  );
}

/** Parts for those who look after the package alone. */

/** The parts of a package's page, each an address of its own. */
async function partsOf(item: PackageDetail, viewerId: string | null, address: PackageAddress) {
  const [results, manages] = await Promise.all([
    countResults(item.id, now()),
    viewerId === null ? false : managesPackage(viewerId, item.id),
  ]);
  const comparable = item.versions.length > 1;
  const isThere = {
    ...{ prompt: true, files: true, results: true, get: true },
    ...{ versions: comparable, feedback: manages, inputs: manages },
  };
  const part = isThere[address.part] ? address.part : "prompt";
  const tabs = [
    { part: "prompt", label: "Prompt", change: {} },
    { part: "files", label: "Files", note: formatCount(item.files.length), change: { tab: "files" } },
    { part: "results", label: "Results", note: formatCount(results), change: { results: "helpful" } },
    ...(comparable
      ? [
          {
            part: "versions",
            label: "Versions",
            note: formatCount(item.versions.length),
            change: { tab: "versions" },
          },
        ]
      : []),
    { part: "get", label: "Get it", change: { tab: "get" } },
    ...(manages
      ? [
          { part: "feedback", label: "Feedback", change: { tab: "feedback" } },
          { part: "inputs", label: "Inputs", change: { tab: "inputs" } },
        ]
      : []),
  ].map(({ change, ...tab }) => ({ ...tab, href: partHref(item, address, change), current: tab.part === part }));
  return { part, tabs, manages };
}

async function Part({ item, viewerId, address, part, manages }: PartProps) {
  const hrefOf = (change: Record<string, string>) => partHref(item, address, change);
  if (part === "prompt") return <Prompt item={item} />;
  if (part === "results") return <PackageResults item={item} {...{ address, manages, hrefOf }} />;
  if (part === "feedback") return <PackageFeedback item={item} {...{ address, hrefOf }} />;
  if (part === "inputs") return <ManagedInputs item={item} />;
  if (part === "versions") return <PackageVersions {...{ item, viewerId, address, hrefOf }} />;
  if (part === "get") return <PackageGet item={item} viewerId={viewerId} />;
  const shown = item.files.find(({ path }) => path === address.file) ?? item.files[0];
  const chosen = { packageId: item.id, version: item.version, path: shown?.path ?? "" };
  const text = shown === undefined ? null : await getPackageFile(viewerId, chosen);
  const fileHref = (path: string) => hrefOf({ tab: "files", file: path });
  return <PackageFiles files={item.files} current={shown} text={text} hrefOf={fileHref} />;
}

type PartProps = {
  item: PackageDetail;
  viewerId: string | null;
  address: PackageAddress;
  part: string;
  manages: boolean;
};

export default async function PackagePage(props: Props) {
  const address = await readPackageAddress(props);
  const { viewerId, item } = await load(address.scope, address.name, address.format, address.version);
  if (item === null) notFound();
  const { part, tabs, manages } = await partsOf(item, viewerId, address);
  return (
    <div className="mx-auto w-full max-w-5xl px-4 sm:px-6">
      <Heading item={item} manages={manages} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[1fr_17rem] lg:grid-rows-[auto_1fr]">
        <aside aria-label="Try it" className="min-w-0 lg:col-start-2">
          <PackageTry item={item} suggests={part !== "inputs"} />
        </aside>
        <div className="min-w-0 lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <TabLinks tabs={tabs} label="Parts of the package" />
          <div className="pt-6">
            <Part {...{ item, viewerId, address, part, manages }} />
          </div>
        </div>
        <aside aria-label="About this package" className="lg:col-start-2">
          <PackageFacts item={item} versionHref={(other) => partHref(item, address, { version: other })} />
        </aside>
      </div>
    </div>
  );
}
