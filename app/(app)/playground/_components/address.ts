/**
 * Puts the state into the address without asking the server, so that a reload comes back here. What says the same
 * already is left alone: it may end in a turn.
 */
export function writeAddress(query: Readonly<Record<string, string | null>>): void {
  const known = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const parameters = new URLSearchParams(known).toString();
  const address = parameters === "" ? "/playground" : `/playground?${parameters}`;
  if (address !== window.location.pathname + window.location.search) window.history.replaceState(null, "", address);
}
