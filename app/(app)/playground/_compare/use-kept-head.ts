"use client";

import { type FocusEvent, useEffect, useRef } from "react";

/** What had the focus last: a control of a column's head, or something in the panel that it opened. */
type Noted = { element: Element; column: number; button: number };

const buttonsOf = (head: Element) => [...head.querySelectorAll("button")];

/** Where a column is changed or taken away with the control that had the focus, the head in its place gets it. */
export function useKeptHead() {
  const heads = useRef<HTMLDivElement>(null);
  const noted = useRef<Noted>(null);

  useEffect(() => {
    const { current: box } = heads;
    if (box === null || noted.current === null || noted.current.element.isConnected) return;
    const { column, button } = noted.current;
    noted.current = null;
    if (document.activeElement !== document.body) return;
    const head = box.children[column] ?? box.lastElementChild;
    if (head !== null) buttonsOf(head)[button]?.focus({ preventScroll: true });
  });

  const note = (column: number, { target, currentTarget }: FocusEvent) => {
    const own = buttonsOf(currentTarget).findIndex((button) => button.contains(target));
    const button = own < 0 ? (noted.current?.button ?? 0) : own;
    noted.current = { element: target, column, button };
  };
  return { heads, note };
}
