"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { ComparedFile, FileMark } from "@/lib/code-files/compare-files";
import { fileTree } from "@/lib/code-files/file-tree";
import { treeMove, treeRows } from "./tree-rows";

const MARKS: Record<FileMark, { sign: string; word: string; look: string } | null> = {
  added: { sign: "+", word: "added", look: "text-good-ink" },
  changed: { sign: "~", word: "changed", look: "text-live" },
  removed: { sign: "−", word: "removed", look: "text-bad-ink" },
  same: null,
};

type FileTreeViewProps = {
  files: readonly ComparedFile[];
  chosen: string;
  /** Are there earlier files that these can be marked against? */
  isCompared: boolean;
  onChoose: (path: string) => void;
};

/** The files by their folders. One row is in the order of tabs; the arrow keys go to the others. */
export function FileTreeView({ files, chosen, isCompared, onChoose }: FileTreeViewProps) {
  const tree = useMemo(() => fileTree(files), [files]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(chosen);
  const list = useRef<HTMLDivElement>(null);
  const rows = treeRows(tree, closed);
  const reachable = rows.some(({ node }) => node.path === current) ? current : rows[0]?.node.path;

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, []);

  const toggle = (path: string) => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  const act = ({ kind, path }: { kind: "file" | "folder"; path: string }) => {
    setCurrent(path);
    if (kind === "folder") toggle(path);
    else onChoose(path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ node }) => node.path === reachable);
    const row = rows[at];
    if (event.altKey || event.ctrlKey || event.metaKey || row === undefined) return;
    const acts = event.key === "Enter" || event.key === " ";
    const move = acts ? null : treeMove(event.key, rows, at, closed);
    if (acts) act(row.node);
    else if (move === null) return;
    else if ("toggle" in move) toggle(move.toggle);
    else {
      setCurrent(rows[move.to]?.node.path ?? "");
      list.current?.querySelectorAll<HTMLElement>("[role=treeitem]")[move.to]?.focus();
    }
    event.preventDefault();
  };

  return (
    <div ref={list} role="tree" aria-label="Files" onKeyDown={onKeyDown} className="py-1.5">
      {rows.map(({ node, level, position, siblings }) => {
        const mark = node.kind === "file" && isCompared ? MARKS[node.file.mark] : null;
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers keys for all of its rows.
          <div
            key={`${node.kind} ${node.path}`}
            role="treeitem"
            aria-level={level}
            aria-posinset={position}
            aria-setsize={siblings}
            aria-selected={node.path === chosen}
            {...(node.kind === "folder" && { "aria-expanded": !closed.has(node.path) })}
            tabIndex={node.path === reachable ? 0 : -1}
            title={node.path}
            onClick={() => act(node)}
            onFocus={() => setCurrent(node.path)}
            style={{ paddingInlineStart: `${level * 0.75}rem` }}
            className={clsx(
              "finger flex h-7 cursor-pointer select-none items-center gap-1.5 pr-3 font-mono text-12 -outline-offset-2",
              node.path === chosen ? "bg-sunken text-ink" : "text-soft hover:bg-sunken hover:text-ink",
            )}
          >
            {node.kind === "folder" ? (
              <ChevronRight
                size={12}
                aria-hidden
                className={clsx("shrink-0 transition-transform", !closed.has(node.path) && "rotate-90")}
              />
            ) : (
              <span className="w-3 shrink-0" />
            )}
            <span className={clsx("min-w-0 flex-1 truncate", mark?.word === "removed" && "line-through")}>
              {node.name}
            </span>
            {mark !== null && (
              <>
                <span aria-hidden className={mark.look}>
                  {mark.sign}
                </span>
                <span className="sr-only">, {mark.word}</span>
              </>
            )}
          </div>
        );
      })}
    </div>
  );
}
