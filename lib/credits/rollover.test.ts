import fc from "fast-check";
import { expect, test } from "vitest";
import { closeMonth, ROLLOVER_CAP } from "@/lib/credits/rollover";

test("D2: a renewal conserves what is unused, up to the cap", () => {
  fc.assert(
    fc.property(fc.nat(1_000), (free) => {
      const { carried, expired } = closeMonth(free);
      expect(carried + expired).toBe(free);
      expect(carried).toBe(free <= ROLLOVER_CAP ? free : ROLLOVER_CAP);
      expect(expired === 0 || carried === ROLLOVER_CAP).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
