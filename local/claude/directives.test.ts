import { expect, test } from "vitest";
import { parseDirectives } from "./directives";

test("reads several options of one directive and takes it out of the text", () => {
  expect(parseDirectives("[[standin tokens=800 rate=50 ttft=200]] Tell me more")).toEqual({
    directives: { tokens: 800, rate: 50, ttft: 200 },
    text: "Tell me more",
  });
});

test("reads several directives of one message", () => {
  const { directives, text } = parseDirectives("a [[standin thinking=200]]b[[standin refusal_after=5]] c");
  expect(directives).toEqual({ thinking: 200, refusal_after: 5 });
  expect(text).toBe("a b c");
});

test("reads every documented option", () => {
  const options = "error_after=5 cut_after=6 end_after=7 hang_after=0 malformed_after=8 delay=9 error=529";
  expect(parseDirectives(`[[standin ${options} refusal echo_system echo_user]]`).directives).toEqual({
    error_after: 5,
    cut_after: 6,
    end_after: 7,
    hang_after: 0,
    malformed_after: 8,
    delay: 9,
    error: 529,
    refusal: true,
    echo_system: true,
    echo_user: true,
  });
  expect(parseDirectives("[[standin error=spend_limit]]").directives).toEqual({ error: "spend_limit" });
});

test("reads what goes with an error, and the label", () => {
  const options = "error=429 code=ramp_limit_exceeded retry_after=7 error_times=2 label=run-7";
  expect(parseDirectives(`[[standin ${options}]]`).directives).toEqual({
    error: 429,
    code: "ramp_limit_exceeded",
    retry_after: 7,
    error_times: 2,
    label: "run-7",
  });
});

test("ignores unknown options, values that are no number and statuses that are no error", () => {
  const text =
    "[[standin colour=red tokens=many rate=-1 ttft= error=200 error=oops code=a!b label= __proto__=1 constructor]]";
  expect(parseDirectives(text)).toEqual({ directives: {}, text: "" });
});

test("leaves text alone that only looks like a directive", () => {
  for (const text of ["[[standing tokens=5]]", "[standin tokens=5]", "[[ standin tokens=5 ]]", "[[standin tokens=5"]) {
    expect(parseDirectives(text)).toEqual({ directives: {}, text });
  }
});
