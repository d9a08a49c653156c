/** Makes a box that scrolls sideways a named group that can be reached, and so scrolled, by keyboard. */
export function scrollRegion(label: string) {
  return { role: "group", tabIndex: 0, "aria-label": label } as const;
}
