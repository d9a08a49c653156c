/** What one package, packed or not, may weigh. Entries count folders and what is left out as well. */
export type ArchiveLimits = {
  packedBytes: number;
  unpackedBytes: number;
  files: number;
  entries: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  packedBytes: 10_000_000,
  unpackedBytes: 40_000_000,
  files: 500,
  entries: 2_000,
};

/** UTF-8 bytes of a path. */
export const PATH_BYTES_MAX = 512;
