/**
 * Lanes share the width of what scrolls and are never narrower than can be read; on a phone each fills the window and is
 * swiped to. `--lanes` is how many there are; the scrolled box is the container.
 */
export const LANE_WIDTH =
  "w-[max(calc(100cqi/var(--lanes)),21rem)] max-sm:w-[100cqi] shrink-0 snap-start px-4 [&:not(:first-child)]:sm:border-l";

/** What belongs to all lanes stays in the window while they are scrolled sideways. */
export const WHOLE_WIDTH = "sticky left-0 w-[100cqi] px-4";
