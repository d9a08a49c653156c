/** A limit on waiting, of which there is one at a time: `until` starts the next, `alive` starts it over. */
export type Patience = { until(seconds: number, give: () => void): void; alive(): void; end(): void };

export function patience(): Patience {
  let timer: NodeJS.Timeout | undefined;
  return {
    until: (seconds, give) => {
      clearTimeout(timer);
      timer = setTimeout(give, seconds * 1_000);
    },
    alive: () => timer?.refresh(),
    end: () => {
      clearTimeout(timer);
      timer = undefined; // a refresh would start it over
    },
  };
}
