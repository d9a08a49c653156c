import { setTimeout as sleep } from "node:timers/promises";

const TRIES = 4;
const WAIT_MS = 250;

/** Does again what broke on its way, as a client with a kept connection has to: its server may just have closed it. */
export async function persist<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await act();
    } catch (error) {
      if (tried === TRIES) throw error;
      await sleep(WAIT_MS);
    }
  }
}
