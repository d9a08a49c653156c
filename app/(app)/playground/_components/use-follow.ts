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

  /** Where nobody follows, the browser keeps what is read in its place while turns above it are drawn. */
  const setFollowing = useCallback((next: boolean) => {
    following.current = next;
    if (box.current !== null) box.current.style.overflowAnchor = next ? "none" : "auto";
  }, []);

  const toEnd = useCallback(() => {
    setFollowing(true);
    setBelow(false);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [setFollowing]);

  /** Leaves the column where it is while its content changes by the reader's own doing. */
  const hold = useCallback(() => {
    setFollowing(false);
  }, [setFollowing]);

  useEffect(() => {
    if (!active) return;
    const column = box.current;
    const text = content.current;
    if (column === null || text === null) return;
    let height = text.offsetHeight;
    let top = column.scrollTop;
    let full = column.scrollHeight;

    const onScroll = () => {
      // Text that turns out shorter than it was taken for moves the column without its reader.
      const shrank = column.scrollHeight < full;
      const atEnd = column.scrollHeight - column.scrollTop - column.clientHeight < NEAR_PX;
      if (atEnd) {
        setFollowing(true);
        setBelow(false);
      } else if (column.scrollTop < top && !shrank) setFollowing(false);
      top = column.scrollTop;
      full = column.scrollHeight;
    };
    const observer = new ResizeObserver(() => {
      const grew = text.offsetHeight > height;
      height = text.offsetHeight;
      if (following.current) column.scrollTop = column.scrollHeight;
      else if (grew && writing.current) setBelow(true);
      top = column.scrollTop;
      full = column.scrollHeight;
    });

    setFollowing(true);
    column.scrollTop = column.scrollHeight;
    column.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(text);
    observer.observe(column);
    return () => {
      column.removeEventListener("scroll", onScroll);
      observer.disconnect();
      // What takes the place of a thread is read from its beginning.
      column.scrollTop = 0;
    };
  }, [active, setFollowing]);

  return { box, content, below, toEnd, hold };
}
