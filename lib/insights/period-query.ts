import { z } from "zod";

/** A UTC day in an address. Years that the database or the calendar's arithmetic cannot hold are none. */
export const DayQuery = z.iso.date().refine((day) => day >= "1970" && day < "9999");

/** `?from=` and `?to=` of every figure: UTC days, both included. */
export const PeriodQuery = z.object({ from: DayQuery.optional(), to: DayQuery.optional() });
