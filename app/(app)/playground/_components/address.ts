/** Puts the state into the address without asking the server, so that a reload comes back here. */
export function writeAddress(query: Readonly<Record<string, string | null>>): void {
  const known = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const parameters = new URLSearchParams(known).toString();
  window.history.replaceState(null, "", parameters === "" ? "/playground" : `/playground?${parameters}`);
}
