/** What the scripts that come as libraries leave for the frame. */
export type Libraries = {
  /** One module as a script that Node would understand, its lines where they were. */
  compile?: (path: string, text: string) => string;
  /** A script whose loops can be ended. */
  guard?: (script: string) => string;
  /** Packages that modules may import, by name. */
  packages?: Readonly<Record<string, unknown>>;
  /** Puts a component in a place. */
  mount?: (component: unknown, place: Element) => void;
  drawMermaid?: (text: string, isDark: boolean) => Promise<string>;
};

const shared = globalThis as typeof globalThis & { __previewLibraries?: Libraries };
shared.__previewLibraries ??= {};

export const libraries: Libraries = shared.__previewLibraries;
