/** Most credits that one correction may give or take away. */
export const MAX_ADJUSTMENT = 10_000;

/** How long the reason of a correction is, in characters. */
export const ADJUSTMENT_REASON = { min: 3, max: 500 };
