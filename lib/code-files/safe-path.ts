const SEGMENT_MAX = 100;
/** With the folder that it is unpacked in, a path is to stay below what Windows can hold. */
const PATH_MAX = 180;
/** Deeper than anybody's project; five hundred paths of single letters would be a tree of forty thousand folders. */
const SEGMENTS_MAX = 16;
/** Names that are devices on Windows, whatever their ending. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\.|$)/i;
/** What cannot be seen, or turns around what stands beside it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u202f\ufff0-\uffff]/gu;
const FORBIDDEN = /[<>:"|?*]/g;

/** A long name without its middle: its ending says what it is. */
function shortened(segment: string): string {
  if (segment.length <= SEGMENT_MAX) return segment;
  const ending = /\.\w{1,12}$/.exec(segment)?.[0] ?? "";
  return (
    segment
      .slice(0, SEGMENT_MAX - ending.length)
      .toWellFormed()
      .replaceAll("\ufffd", "") + ending
  );
}

function safeSegment(segment: string): string {
  const name = shortened(segment.replace(FORBIDDEN, "-").trim()).replace(/[. ]+$/, "");
  return RESERVED.test(name) ? `_${name}` : name;
}

/** The parts of a path as it was written, with one kind of slash and without a root. */
function segmentsOf(written: string): string[] {
  const path = written.normalize("NFC").replace(UNSEEN, "").replaceAll("\\", "/");
  return path.replace(/^\s*[A-Za-z]:(?=\/|$)/, "").split("/");
}

/** What two ways of writing one path have in common: `./a.ts` is `a.ts`, and `../a.ts` is another file. */
export function pathIdentity(written: string): string {
  const kept: string[] = [];
  for (const segment of segmentsOf(written)) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else kept.push(segment);
  }
  return kept.join("/");
}

/** A relative path that every system can hold and that leads nowhere above where it is unpacked. */
export function safePath(written: string): string {
  const segments = pathIdentity(written)
    .split("/")
    .filter((segment) => !/^[. ]*$/.test(segment))
    .map(safeSegment)
    .filter((segment) => segment !== "")
    .slice(-SEGMENTS_MAX);
  let length = segments.join("/").length;
  while (length > PATH_MAX && segments.length > 1) length -= (segments.shift()?.length ?? 0) + 1;
  return segments.join("/") || "file";
}
