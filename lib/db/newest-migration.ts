/** The last migration that this code was written for; migrations are applied in order, so with it all are there. */
export const NEWEST_MIGRATION = "20261201000700_search_beside_deletion";
