export type SseMessage = { event: string; data: string; id: string };

/**
 * Reads server-sent events from text that arrives cut anywhere (HTML standard, 9.2.6). Each call takes the next piece
 * and gives the messages that are complete by then. Comments are skipped; an id stays until the next one.
 */
export function createSseParser(): (chunk: string) => SseMessage[] {
  let rest = "";
  let begun = false;
  let event = "";
  let id = "";
  let data: string[] = [];

  const field = (line: string) => {
    const colon = line.indexOf(":");
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (name === "event") event = value;
    else if (name === "data") data.push(value);
    else if (name === "id" && !value.includes("\0")) id = value;
  };

  const dispatch = (): SseMessage[] => {
    const message = { event: event === "" ? "message" : event, data: data.join("\n"), id };
    const complete = data.length > 0;
    event = "";
    data = [];
    return complete ? [message] : [];
  };

  return (chunk) => {
    rest += !begun && chunk.startsWith("\ufeff") ? chunk.slice(1) : chunk;
    if (chunk !== "") begun = true;
    // A carriage return at the very end may be half of a line end; it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    return lines.flatMap((line) => {
      if (line === "") return dispatch();
      field(line);
      return [];
    });
  };
}
