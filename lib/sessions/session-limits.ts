/** Apart from the shapes that use them, so that a page that needs only these loads no validator. */

/** Most sessions that one request deletes. */
export const DELETED_AT_ONCE = 100;

/** Most answers, and most characters of questions and answers, that can be shown under one link. */
export const SHARED_RUNS_MAX = 200;
export const SHARED_CHARACTERS_MAX = 1_000_000;
