/**
 * Keeps a pair of surrogates together when the provider's pieces split it, and replaces what no database takes: a
 * half that never got its other half, and NUL. Gives for each piece what may be shown of the text now.
 */
export function wholeCharacters(): (piece: string) => string {
  let carried = "";
  return (piece) => {
    const text = carried + piece;
    const last = text.charCodeAt(text.length - 1);
    carried = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : "";
    return text
      .slice(0, text.length - carried.length)
      .toWellFormed()
      .replaceAll("\u0000", "\ufffd");
  };
}
