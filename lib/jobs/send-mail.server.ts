import "server-only";
import type { Logger } from "nodemailer/lib/shared";
import { env, isLoopbackUrl } from "@/lib/env.server";
import type { Outcome } from "@/lib/jobs/delivery";

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

export type Mail = { to: readonly string[]; subject: string; text: string };

type MailFault = Error & { code?: string; responseCode?: number };

function outcomeOf({ code, responseCode }: MailFault, isHandedOver: boolean): Outcome {
  if (responseCode !== undefined) return { state: "refused", problem: `the mail server answered ${responseCode}` };
  const why = code === undefined ? "" : ` (${code})`;
  return isHandedOver
    ? { state: "in_doubt", problem: `the mail server did not say whether it took the mail${why}` }
    : { state: "refused", problem: `the mail server could not be used${why}` };
}

/** Hears what we say to the server, and tells when it is that the mail's text comes now. */
function hearing(onText: () => void): Logger {
  const ignore = () => {};
  const debug = (_entry: unknown, said: unknown) => {
    if (said === "DATA") onText();
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

/** Can this installation send mail at all? */
export function canMail(): boolean {
  return env().SMTP_URL !== undefined;
}

/**
 * Sends a plain mail through SMTP_URL, once, over TLS unless the server is on this machine. Several readers get one mail.
 * Never rejects.
 */
export async function sendMail({ to, subject, text }: Mail): Promise<Outcome> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (url === undefined || from === undefined) return { state: "refused", problem: "mail is not set up" };
  // Most processes never send one.
  const [{ createTransport }, { parseConnectionUrl }] = await Promise.all([
    import("nodemailer"),
    import("nodemailer/lib/shared"),
  ]);
  let isHandedOver = false;
  const transport = createTransport({
    requireTLS: !isLoopbackUrl(url),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    transactionLog: true,
    logger: hearing(() => {
      isHandedOver = true;
    }),
    // Read here: an address given as `url` would make all of the above count for nothing.
    ...parseConnectionUrl(url),
  });
  try {
    // As objects: of a text, what stands behind a comma or in angle brackets would be another reader.
    await transport.sendMail({ from, to: to.map((address) => ({ name: "", address })), subject, text });
    return { state: "sent" };
  } catch (error) {
    return outcomeOf(error as MailFault, isHandedOver);
  } finally {
    transport.close();
  }
}
