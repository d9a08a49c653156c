import clsx from "clsx";
import Link from "next/link";
import { formatBytes, formatCount } from "@/components/format";
import { MarkdownDocument } from "@/components/markdown/markdown-document";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import type { PackageFileSummary } from "@/lib/packages/package";

type PackageFilesProps = {
  files: readonly PackageFileSummary[];
  /** The chosen one, and its text unless it is too large for a page. */
  current: PackageFileSummary | undefined;
  text: string | null;
  hrefOf: (path: string) => string;
};

/** Each file with its weight beside the heaviest one, and the text of the chosen one. */
export function PackageFiles({ files, current, text, hrefOf }: PackageFilesProps) {
  const heaviest = Math.max(1, ...files.map((file) => file.tokens));
  return (
    <div>
      <ul className="border-b">
        {files.map((file) => (
          <li key={file.path} className="border-t first:border-t-0">
            <Link
              href={hrefOf(file.path)}
              scroll={false}
              aria-current={file.path === current?.path ? "true" : undefined}
              className="finger grid min-h-9 grid-cols-[1fr_auto] items-center gap-x-4 py-1.5 text-13 hover:bg-sunken sm:grid-cols-[1fr_6rem_5rem_4.5rem]"
            >
              <span
                className={clsx("truncate font-mono text-12", file.path === current?.path ? "text-ink" : "text-soft")}
              >
                {file.path}
              </span>
              <span className="text-12 text-faint max-sm:hidden">{file.included ? "sent" : "listed by name"}</span>
              <SegmentedBar
                segments={[{ key: "weight", amount: file.tokens, className: file.included ? "bg-soft" : "bg-line" }]}
                total={heaviest}
                label={`${formatCount(file.tokens)} tokens`}
                className="h-1 max-sm:hidden"
              />
              <span className="figures text-right text-12 text-soft">{formatCount(file.tokens)}</span>
            </Link>
          </li>
        ))}
      </ul>
      {current !== undefined && (
        <section aria-label={current.path} className="pt-6">
          <p className="mb-4 flex flex-wrap justify-between gap-2 text-12 text-faint">
            <span className="font-mono">{current.path}</span>
            <span className="figures">{formatBytes(current.bytes)}</span>
          </p>
          <FileText path={current.path} text={text} />
        </section>
      )}
    </div>
  );
}

function FileText({ path, text }: { path: string; text: string | null }) {
  if (text === null) return <p className="text-14 text-soft">This file is too large to be shown here.</p>;
  if (/\.mdc?$/i.test(path)) return <MarkdownDocument text={text} below={1} />;
  return (
    <pre className="quiet-scroll overflow-x-auto rounded-panel border bg-sunken p-3 font-mono text-12 leading-5">
      {text}
    </pre>
  );
}
