import type { AlertKind } from "@/lib/jobs/alert-guide";

/** What operators are to look at. */
export type Alert = {
  /** What kind of thing happened; the guide says what to do about it. */
  kind: AlertKind;
  /** Of what, when a kind has several; a kind and subject alert once a day. */
  subject?: string;
  /** Goes out to the operators: neither secrets nor what users wrote. */
  message: string;
  details?: Record<string, unknown>;
};
