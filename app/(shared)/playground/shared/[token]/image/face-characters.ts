const TABLE_RECORD = 16;

/** Where a table of a TrueType file begins; 0 for none. */
function tableAt(font: Buffer, name: string): number {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + count * TABLE_RECORD; at += TABLE_RECORD) {
    if (font.toString("latin1", at, at + 4) === name) return font.readUInt32BE(at + 8);
  }
  return 0;
}

function addSegments(font: Buffer, at: number, found: Set<number>): void {
  const bytes = font.readUInt16BE(at + 6);
  const [ends, starts] = [at + 14, at + 16 + bytes];
  for (let segment = 0; segment < bytes; segment += 2) {
    const last = font.readUInt16BE(ends + segment);
    for (let code = font.readUInt16BE(starts + segment); code <= last && code < 0xffff; code += 1) found.add(code);
  }
}

function addGroups(font: Buffer, at: number, found: Set<number>): void {
  const count = font.readUInt32BE(at + 12);
  for (let group = 0; group < count; group += 1) {
    const from = at + 16 + group * 12;
    const last = font.readUInt32BE(from + 4);
    for (let code = font.readUInt32BE(from); code <= last; code += 1) found.add(code);
  }
}

/** The characters that a TrueType face can draw, from its `cmap` (formats 4 and 12, which all of today's have). */
export function faceCharacters(font: Buffer): ReadonlySet<number> {
  const found = new Set<number>();
  const cmap = tableAt(font, "cmap");
  for (let entry = 0; entry < font.readUInt16BE(cmap + 2); entry += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + entry * 8 + 4);
    const format = font.readUInt16BE(at);
    if (format === 4) addSegments(font, at, found);
    if (format === 12) addGroups(font, at, found);
  }
  return found;
}
