import "server-only";
import type { PoolClient } from "pg";
import { codePointLength } from "@/lib/code-points";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { lockAsManager } from "@/lib/packages/manages-package.server";
import type { SuggestedInput } from "@/lib/packages/package";
import { type PlacedInput, placeInput, SUGGESTED_INPUTS } from "@/lib/packages/suggested-input";
import type { InputChange, NewInput } from "@/lib/packages/suggested-input-request";
import { SUGGESTION_COUNTS } from "@/lib/packages/suggestion-counts";
import { visiblePackage } from "@/lib/packages/visible-package";
import { writeSuggestedInputs } from "@/lib/packages/write-suggested-inputs.server";

const COLUMNS = `s.id, s.title, s.input, s.category, s.recommended_model AS "recommendedModel", u.used, u.liked`;
const OF_PACKAGE = `SELECT ${COLUMNS} FROM suggested_inputs s ${SUGGESTION_COUNTS} WHERE s.package_id = $1 ORDER BY s.position, s.id`;
const VISIBLE = `SELECT 1 FROM packages p WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`;

const placed = (inputs: readonly SuggestedInput[]): PlacedInput[] =>
  inputs.map((input, position) => ({ ...input, position }));

/** A package's suggested inputs in their order; `not_found` for who may not see the package. */
export async function listSuggestedInputs(viewerId: string | null, packageId: string): Promise<PlacedInput[]> {
  const [seen] = await query(VISIBLE, [viewerId, packageId]);
  if (seen === undefined) throw new AppError("not_found");
  return placed(await query<SuggestedInput>(OF_PACKAGE, [packageId]));
}

type Managed = { userId: string; packageId: string };
type Change = (inputs: readonly SuggestedInput[]) => readonly SuggestedInput[];

/** One change at a time to a package's list, by who looks after it; answers the list as it is then. */
function changeList({ userId, packageId }: Managed, change: Change): Promise<PlacedInput[]> {
  return inTransaction(async (client: PoolClient) => {
    await lockAsManager(client, userId, packageId);
    const { rows } = await client.query<SuggestedInput>(OF_PACKAGE, [packageId]);
    const changed = change(rows);
    await writeSuggestedInputs(client, packageId, changed);
    return placed(changed);
  });
}

function tooMuch(path: string, message: string): AppError {
  return new AppError("invalid_input", { message, details: { issues: [{ path, message }] } });
}

const lengthOf = (inputs: readonly SuggestedInput[]) =>
  inputs.reduce((sum, { input }) => sum + codePointLength(input), 0);

/** Refuses a list that is too long; one that a manifest made longer than is written here may still shrink. */
function requireRoom(before: readonly SuggestedInput[], after: readonly SuggestedInput[]): void {
  const { count, together } = SUGGESTED_INPUTS;
  if (after.length > count) throw tooMuch("", `A package has at most ${count} suggested inputs.`);
  if (lengthOf(after) <= Math.max(together, lengthOf(before))) return;
  throw tooMuch("input", `A package's inputs have at most ${together.toLocaleString("en")} characters together.`);
}

function requireInput<Input extends SuggestedInput>(inputs: readonly Input[], id: string): Input {
  const found = inputs.find((input) => input.id === id);
  if (found === undefined) throw new AppError("not_found");
  return found;
}

/** Adds an input to a package's, at the end unless a place is named. */
export async function addSuggestedInput(managed: Managed, { position, ...fields }: NewInput): Promise<PlacedInput> {
  const added = { id: newId(), ...fields, used: 0, liked: 0 };
  const inputs = await changeList(managed, (before) => {
    const after = placeInput(before, added, position ?? before.length);
    requireRoom(before, after);
    return after;
  });
  return requireInput(inputs, added.id);
}

/** Changes or moves one of a package's inputs; what is left out of the change stays. */
export async function changeSuggestedInput(managed: Managed, change: InputChange): Promise<PlacedInput> {
  const { id, title, input, category, recommendedModel, position } = change;
  const inputs = await changeList(managed, (before) => {
    const known = requireInput(before, id);
    const changed = {
      ...known,
      title: title ?? known.title,
      input: input ?? known.input,
      category: category === undefined ? known.category : category,
      recommendedModel: recommendedModel === undefined ? known.recommendedModel : recommendedModel,
    };
    const after = placeInput(before, changed, position ?? before.indexOf(known));
    requireRoom(before, after);
    return after;
  });
  return requireInput(inputs, id);
}

/** Takes one of a package's inputs away for good; the others close up. */
export async function deleteSuggestedInput(managed: Managed, id: string): Promise<void> {
  await changeList(managed, (inputs) => {
    requireInput(inputs, id);
    return inputs.filter((input) => input.id !== id);
  });
}
