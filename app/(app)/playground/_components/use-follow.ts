"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** Nearer than this to the end counts as being there. */
const NEAR_PX = 48;

/**
 * Keeps a scrolled column at its end while its reader is there, and leaves it alone when they scroll up. `below` says
 * that text has arrived out of sight while something was `live`. While it is not active, the column is an ordinary one.
 */
export function useFollow(active: boolean, live: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const writing = useRef(live);
  const [below, setBelow] = useState(false);

  useEffect(() => {
    writing.current = live;
  }, [live]);

  const toEnd = useCallback(() => {
    following.current = true;
    setBelow(false);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, []);

  /** Leaves the column where it is while its content changes by the reader's own doing. */
  const hold = useCallback(() => {
    following.current = false;
  }, []);

  useEffect(() => {
    if (!active) return;
    const column = box.current;
    const text = content.current;
    if (column === null || text === null) return;
    let height = text.offsetHeight;
    let top = column.scrollTop;

    const onScroll = () => {
      const atEnd = column.scrollHeight - column.scrollTop - column.clientHeight < NEAR_PX;
      if (atEnd) {
        following.current = true;
        setBelow(false);
      } else if (column.scrollTop < top) following.current = false;
      top = column.scrollTop;
    };
    const observer = new ResizeObserver(() => {
      const grew = text.offsetHeight > height;
      height = text.offsetHeight;
      if (following.current) column.scrollTop = column.scrollHeight;
      else if (grew && writing.current) setBelow(true);
    });

    following.current = true;
    column.scrollTop = column.scrollHeight;
    column.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(text);
    observer.observe(column);
    return () => {
      column.removeEventListener("scroll", onScroll);
      observer.disconnect();
    };
  }, [active]);

  return { box, content, below, toEnd, hold };
}
