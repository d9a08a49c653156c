import { ZoneNote } from "../zone-note";
import { loadNeeds, Needs } from "./needs";
import { healthWords } from "./today-words";

/** Whether all goes as it should, and what needs somebody. */
export async function HealthSummary() {
  const needs = await loadNeeds();
  return (
    <>
      <p className="text-20">{healthWords(needs.length)}</p>
      <Needs of={needs} />
      <ZoneNote className="mt-2" />
    </>
  );
}
