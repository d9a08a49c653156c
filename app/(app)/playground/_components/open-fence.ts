/**
 * The opening line of a code block that a text leaves open at its end; null when none is. What goes on elsewhere
 * begins with it, so that code stays code.
 */
export function openFence(text: string): string | null {
  let open: { line: string; mark: string } | null = null;
  for (const line of text.split("\n")) {
    const [, mark = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (mark === "") continue;
    if (open === null) {
      if (mark.startsWith("~") || !rest.includes("`")) open = { line: line.trim(), mark };
    } else if (mark.startsWith(open.mark) && rest.trim() === "") open = null;
  }
  return open?.line ?? null;
}
