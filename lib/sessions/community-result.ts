import { z } from "zod";
import { PageQuery } from "@/lib/cursor";
import type { ModelName } from "@/lib/models/models";

export const RESULT_SORTS = ["helpful", "recent", "featured"] as const;

/** Orders of the public shares of a package: by votes for less those against, by age, or with those its author chose first. */
export type ResultSort = (typeof RESULT_SORTS)[number];

/** Query of `GET packages/{id}/shares`. */
export const ResultsQuery = PageQuery.extend({ sort: z.enum(RESULT_SORTS).default("helpful") });

/** A public share on the page of its package, by its first answer of that package. No id of ours is in it. */
export type CommunityResult = {
  token: string;
  title: string;
  model: ModelName;
  version: string;
  /** The first words of what was asked and answered. */
  question: string;
  answer: string;
  sharedAt: string;
  helpful: number;
  notHelpful: number;
  featured: boolean;
};
