import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { formatBytes } from "@/components/format";
import { scrollRegion } from "@/components/markdown/scroll-region";
import { TOOL_WORDS } from "@/components/packages/package-words";
import { splitFrontMatter } from "@/lib/packages/front-matter";
import { getPackageFile } from "@/lib/packages/get-package-file.server";
import { mainFile } from "@/lib/packages/main-file";
import type { PackageDetail } from "@/lib/packages/package";
import { type Tool, toolPlaces } from "@/lib/packages/tool-places";
import { CopyShown } from "./copy-shown";
import { DownloadLink } from "./download-link";
import { noPlaceWords, otherFilesWords, placeNote } from "./get-words";

const COMMAND = "install-command";
const FILE = "package-main-file";
const PLAIN = "package-plain-text";

function Way({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t pt-5 pb-7 first:border-t-0 first:pt-0">
      <h2 className="mb-2 text-16 font-strong">{title}</h2>
      {children}
    </section>
  );
}

function Shown({ id, summary, text }: { id: string; summary: string; text: string }) {
  return (
    <details className="group/shown mt-1">
      <summary className="finger wrap-anywhere -ml-0.5 inline-flex min-h-7 cursor-pointer items-center gap-1.5 text-13 text-soft hover:text-ink">
        <ChevronRight size={14} aria-hidden className="shrink-0 text-faint group-open/shown:rotate-90" />
        {summary}
      </summary>
      <div
        {...scrollRegion(summary)}
        className="quiet-scroll mt-2 max-h-96 overflow-auto rounded-panel border bg-sunken p-3"
      >
        <pre id={id} className="font-mono text-12 leading-5">
          {text}
        </pre>
      </div>
    </details>
  );
}

const taken = ({ id, version }: PackageDetail) => ({ packageId: id, version });

function Install({ item }: { item: PackageDetail }) {
  return (
    <Way title="With the prpm command">
      <p className="flex flex-wrap items-center gap-2 rounded-panel border bg-sunken py-1.5 pr-1.5 pl-3">
        <code id={COMMAND} className="min-w-0 flex-1 basis-60 select-all break-all font-mono text-13">
          {`prpm install ${item.scope}/${item.name}@${item.version}`}
        </code>
        <CopyShown from={COMMAND} label="Copy command" takes={{ ...taken(item), way: "command" }} />
      </p>
      <p className="mt-2 text-13 text-soft">
        prpm is a separate tool, installed on its own; it looks in the registry that it is set up for.
      </p>
    </Way>
  );
}

type Placed = { tool: Tool; path: string };

function Places({ item, main, places }: { item: PackageDetail; main: string; places: readonly Placed[] }) {
  const paths = new Set(places.map(({ path }) => path));
  const others = otherFilesWords(item.files.length - 1, { inPlace: paths.has(main) });
  const notes = [...paths].flatMap((path) => placeNote(path) ?? []);
  return (
    <>
      <ul className="border-t">
        {places.map(({ tool, path }) => (
          <li
            key={tool}
            className="grid min-h-9 items-center gap-x-4 border-b py-1 text-13 sm:grid-cols-[7rem_minmax(0,1fr)_auto]"
          >
            <span className="font-strong">{TOOL_WORDS[tool]}</span>
            <code id={`place-${tool}`} className="wrap-anywhere select-all font-mono text-12 text-soft">
              {path}
            </code>
            <span className="-mx-2 flex flex-wrap sm:mx-0">
              <CopyShown from={`place-${tool}`} label="Copy path" />
              <CopyShown from={FILE} label="Copy file" takes={{ ...taken(item), way: "file", tool }} />
            </span>
          </li>
        ))}
      </ul>
      {[...notes, ...(others === null ? [] : [others])].map((words) => (
        <p key={words} className="mt-2 text-13 text-soft">
          {words}
        </p>
      ))}
    </>
  );
}

type ByHandProps = { item: PackageDetail; main: string; text: string | null };

/** The main file for the tools that have a place for it, and its plain text for the others. */
function ByHand({ item, main, text }: ByHandProps) {
  const all = toolPlaces({ ...item, main });
  const places = text === null ? [] : all.flatMap(({ tool, path }) => (path === null ? [] : [{ tool, path }]));
  const without = all.filter(({ path }) => path === null).map(({ tool }) => tool);
  const plain = text === null || !item.runnable ? null : splitFrontMatter(text).body;
  return (
    <Way title="By hand">
      {places.length > 0 && text !== null && (
        <div className="mb-4">
          <Places item={item} main={main} places={places} />
          <Shown id={FILE} summary={`Show ${main}`} text={text} />
        </div>
      )}
      {without.length > 0 && (
        <p className="max-w-[68ch] text-13 text-soft">
          {noPlaceWords(without, item)}{" "}
          {plain === null ? "All of its files are in the download." : "Its plain text can be pasted into instructions."}
        </p>
      )}
      {without.length > 0 && plain !== null && (
        <>
          <p className="-mx-2 mt-1">
            <CopyShown from={PLAIN} label="Copy plain text" takes={{ ...taken(item), way: "text" }} />
          </p>
          <Shown id={PLAIN} summary="Show plain text" text={plain} />
        </>
      )}
    </Way>
  );
}

function DownloadAll({ item }: { item: PackageDetail }) {
  const bytes = item.files.reduce((sum, file) => sum + file.bytes, 0);
  const count = item.files.length;
  return (
    <Way title="All of its files">
      <p className="flex flex-wrap items-center gap-3 text-13 text-soft">
        <DownloadLink {...taken(item)} />
        <span className="figures">
          {count} {count === 1 ? "file" : "files"}, {formatBytes(bytes)} unpacked
        </span>
      </p>
    </Way>
  );
}

/** The ways to take the package along: by command, by hand into each tool, or whole. */
export async function PackageGet({ item, viewerId }: { item: PackageDetail; viewerId: string | null }) {
  const main = mainFile({ ...item, paths: item.files.map(({ path }) => path) });
  const text = await getPackageFile(viewerId, { packageId: item.id, version: item.version, path: main });
  return (
    <div>
      <Install item={item} />
      <ByHand item={item} main={main} text={text} />
      <DownloadAll item={item} />
    </div>
  );
}
