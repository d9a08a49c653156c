/**
 * What an archive may weigh, packed or not, with all its packages together; of a folder on disk each package by
 * itself, and there may be any number of them. Entries count folders and what is left out as well.
 */
export type ArchiveLimits = {
  packedBytes: number;
  unpackedBytes: number;
  files: number;
  entries: number;
  packages: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  packedBytes: 10_000_000,
  unpackedBytes: 40_000_000,
  files: 500,
  entries: 2_000,
  packages: 100,
};

/** A manifest is parsed whole: as objects it takes many times its bytes. */
export const MANIFEST_BYTES_MAX = 2_000_000;

/** UTF-8 bytes of a path. */
export const PATH_BYTES_MAX = 512;
