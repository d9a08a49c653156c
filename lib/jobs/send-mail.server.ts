import "server-only";
import { env, isLoopbackUrl } from "@/lib/env.server";
import type { Outcome } from "@/lib/jobs/delivery";

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

export type Mail = { to: readonly string[]; subject: string; text: string };

/** Faults that nodemailer finds before the text of a mail is handed over. */
const BEFORE_TEXT = new Set(["EAUTH", "EDNS", "EENVELOPE", "ETLS", "EREQUIRETLS"]);

type MailFault = Error & { code?: string; responseCode?: number; syscall?: string };

function outcomeOf(fault: MailFault): Outcome {
  const { code = fault.name, responseCode, syscall } = fault;
  if (responseCode !== undefined) return { state: "refused", problem: `the mail server answered ${responseCode}` };
  const isEarly = BEFORE_TEXT.has(code) || syscall === "connect" || fault.message === "Connection timeout";
  return isEarly
    ? { state: "refused", problem: `the mail server could not be used (${code})` }
    : { state: "in_doubt", problem: `the mail server did not answer (${code})` };
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
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url,
    requireTLS: !isLoopbackUrl(url),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, to: [...to], subject, text });
    return { state: "sent" };
  } catch (error) {
    return outcomeOf(error as MailFault);
  } finally {
    transport.close();
  }
}
