const CODE_LINE =
  /^(?:[\t ]+\S|[-+@]{1,3}[ \w]|[}\])]|(?:import|export|const|let|def|class|function|SELECT|INSERT|UPDATE)\b)|[;{}(,\\]$/;

/** Is most of this text lines of code, to be shown with every character as wide as the next? */
export function looksLikeCode(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 3) return false;
  return lines.filter((line) => CODE_LINE.test(line.trimEnd())).length / lines.length > 0.5;
}
