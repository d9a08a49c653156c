/** What somebody is told before they delete their account. */
export type DeletionFacts = {
  /** Free credits, all of them lost. */
  credits: number;
  debt: number;
  hasPlus: boolean;
  running: number;
  sessions: number;
  links: number;
  /** Did they ever have a link? Then others may have forked it. */
  hasShared: boolean;
  privatePackages: number;
  publicPackages: number;
  /** Organisations that somebody else must own first. */
  soleOwnerOf: { slug: string; name: string }[];
};
