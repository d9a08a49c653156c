import { z } from "zod";

/**
 * An id that a request names. Whoever writes it in capitals names the same thing, so from here on it is as we write it:
 * keys, comparisons and the audit log take it as text.
 */
export const Id = z.uuid().toLowerCase();
