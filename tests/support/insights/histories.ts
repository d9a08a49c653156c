import fc from "fast-check";
import { INSTALL_WAYS, type InstallWay } from "@/lib/insights/install";
import { TOOLS, type Tool } from "@/lib/packages/tool-places";

/** With what a run or lane is made: a version of a package (a of one person, b of an organisation) or without one. */
export type Prompt = "a1" | "a2" | "b1" | "none" | "custom";

/** How a run ends; `later` ones are in flight until somebody waits. */
export type End = {
  status: "succeeded" | "stopped" | "failed";
  charge: number;
  code: string;
  ms: number;
  cost: number;
  later: boolean;
};

export type Act =
  | { act: "run"; user: number; prompt: Prompt; suggested: number | null; model: string; end: End }
  | {
      act: "compare";
      user: number;
      lanes: Prompt[];
      ends: End[];
      retry: End | null;
      pick: { blind: boolean; winner: number } | null;
    }
  | { act: "share"; user: number; which: number; prompt: Prompt; views: number }
  | { act: "install"; user: number; prompt: Prompt; way: InstallWay; tool: Tool | undefined }
  | { act: "buy"; user: number; pack: "small" | "large" }
  | { act: "plus"; user: number }
  | { act: "refund"; which: number; share: number }
  | { act: "sweep" }
  | { act: "wait"; hours: number };

export const PEOPLE = 5;
const MODELS = ["haiku", "sonnet", "opus"];

// Much of few people, so that their days and packages meet.
const user = fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4);
const prompt = fc.constantFrom<Prompt>("a1", "a1", "a2", "b1", "none", "none", "custom");
const end: fc.Arbitrary<End> = fc.record({
  status: fc.constantFrom("succeeded", "succeeded", "stopped", "failed"),
  charge: fc.integer({ min: 1, max: 3 }),
  code: fc.constantFrom("internal", "model_unavailable"),
  ms: fc.integer({ min: 150, max: 200_000 }),
  cost: fc.integer({ min: 1, max: 50_000 }),
  later: fc.constantFrom(false, false, false, true),
});
const compare = fc.record({
  act: fc.constant("compare" as const),
  user,
  lanes: fc.array(prompt, { minLength: 2, maxLength: 4 }),
  ends: fc.array(end, { minLength: 4, maxLength: 4 }),
  retry: fc.option(end),
  pick: fc.option(fc.record({ blind: fc.constantFrom(true, true, false), winner: fc.integer({ min: -1, max: 3 }) }), {
    freq: 4,
  }),
});

/** Some days in the lives of a few people, in which much happens at once. */
export const histories: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constant("run" as const),
        user,
        prompt,
        suggested: fc.option(fc.nat(1)),
        model: fc.constantFrom(...MODELS),
        end,
      }),
    },
    { weight: 5, arbitrary: compare },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constant("share" as const), user, which: fc.nat(20), prompt, views: fc.nat(4) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant("install" as const),
        user,
        prompt,
        way: fc.constantFrom(...INSTALL_WAYS),
        tool: fc.constantFrom(undefined, ...TOOLS),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant("buy" as const), user, pack: fc.constantFrom("small", "large") }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("plus" as const), user }) },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant("refund" as const), which: fc.nat(9), share: fc.constantFrom(0.3, 1) }),
    },
    { weight: 1, arbitrary: fc.constant({ act: "sweep" as const }) },
    {
      weight: 4,
      arbitrary: fc.record({
        act: fc.constant("wait" as const),
        hours: fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: 1, max: 20 }) },
          { weight: 1, arbitrary: fc.constant(24 * 31) },
        ),
      }),
    },
  ),
  { minLength: 20, maxLength: 60 },
) as fc.Arbitrary<Act[]>;
