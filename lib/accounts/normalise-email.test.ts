import { expect, test } from "vitest";
import { handleFrom } from "@/lib/accounts/handle";
import { normaliseEmail } from "@/lib/accounts/normalise-email";

test("addresses that reach one mailbox are one person for the trial", () => {
  for (const email of ["Ann.B+x@gmail.com", "annb@googlemail.com", " ANNB@gmail.com "]) {
    expect(normaliseEmail(email)).toBe("annb@gmail.com");
  }
  expect(normaliseEmail("ann.b+news@example.org")).toBe("ann.b@example.org");
});

test("handles are plain words, and those of the product are not given away", () => {
  expect(handleFrom("Zoë Müller_42")).toBe("zoe-muller-42");
  expect(handleFrom("--")).toBe("user");
  expect(handleFrom(null)).toBe("user");
  expect(handleFrom("PRPM")).toBe("prpm-user");
  expect(handleFrom("x".repeat(80))).toHaveLength(30);
});
