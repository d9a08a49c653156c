import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

type ReceivedMail = { from: string; to: string[]; raw: string };

/** A mail server that delivers to nobody: keeps every mail that it took. */
export async function startMailReceiver() {
  const mails: ReceivedMail[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    onAuth: (_given, _session, done) => done(null, { user: "anybody" }),
    disabledCommands: ["STARTTLS"],
    async onData(stream, session, done) {
      const raw = await text(stream);
      if (refusal !== null) {
        done(Object.assign(new Error("not now"), { responseCode: refusal }));
        return;
      }
      const { mailFrom, rcptTo } = session.envelope;
      mails.push({ from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address), raw });
      done();
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    environment: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "PRPM <alerts@example.com>" },
    mails,
    /** Refuses every mail with this code; null takes them again. */
    refuse(code: number | null): void {
      refusal = code;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}
