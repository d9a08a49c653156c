/** How many lanes a comparison has. */
export const LANES_MIN = 2;
export const LANES_MAX = 4;
