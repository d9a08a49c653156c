function withNumber(name: string, number: number): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}-${number}${name.slice(dot)}` : `${name}-${number}`;
}

const key = (path: string): string => path.toLowerCase();

/**
 * Gives out paths that can all stand in one folder, also where capitals make no difference and where a name cannot be
 * a file and a folder.
 */
export class DistinctPaths {
  private readonly files = new Set<string>();
  /** Folders by their name without capitals, as they were first written. */
  private readonly folders = new Map<string, string>();
  private readonly numbers = new Map<string, number>();

  take(path: string): string {
    const segments = path.split("/");
    const name = segments.pop() ?? path;
    let folder = "";
    for (const segment of segments) folder = this.enter(folder, segment);
    const free = this.free(folder, name, (taken) => !this.files.has(taken) && !this.folders.has(taken));
    this.files.add(key(free));
    return free;
  }

  private enter(parent: string, segment: string): string {
    const path = this.free(parent, segment, (taken) => !this.files.has(taken));
    const known = this.folders.get(key(path)) ?? path;
    this.folders.set(key(path), known);
    return known;
  }

  private free(folder: string, name: string, isFree: (key: string) => boolean): string {
    const joined = (last: string) => (folder === "" ? last : `${folder}/${last}`);
    const wanted = joined(name);
    if (isFree(key(wanted))) return wanted;
    // From where the last one of this name ended: a thousand files of one name are looked at a thousand times.
    let number = this.numbers.get(key(wanted)) ?? 2;
    while (!isFree(key(joined(withNumber(name, number))))) number += 1;
    this.numbers.set(key(wanted), number);
    return joined(withNumber(name, number));
  }
}
