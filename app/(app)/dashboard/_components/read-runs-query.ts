import { idOf, wordOf } from "@/app/_components/address-words";
import { modelOf } from "@/lib/insights/own-run";
import { DayQuery } from "@/lib/insights/period-query";
import type { RunsQuery, SearchParams } from "./usage-query";

/** Reads which runs an address asks for; what it does not know, it leaves out. */
export function readRunsQuery(parameters: SearchParams): RunsQuery {
  const word = wordOf(parameters["package"]);
  return {
    day: DayQuery.safeParse(wordOf(parameters["day"])).data,
    model: modelOf(wordOf(parameters["model"])),
    package: word === "none" || word === "gone" ? word : idOf(word),
  };
}
