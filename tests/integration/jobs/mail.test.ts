import { connect, createServer, type Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Outcome } from "@/lib/jobs/delivery";
import { startMailReceiver } from "@/tests/support/mail-receiver";

let server: ReturnType<typeof createServer>;
let port: number;
let mail: Awaited<ReturnType<typeof startMailReceiver>>;
let act: (socket: Socket) => void;

beforeAll(async () => {
  mail = await startMailReceiver();
  server = createServer((socket) => {
    socket.on("error", () => {});
    act(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  port = (server.address() as { port: number }).port;
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@127.0.0.1:9/none",
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "s".repeat(32),
    SHARE_KEY: "k".repeat(32),
    SMTP_URL: `smtp://user:secret-of-the-mail@127.0.0.1:${port}`,
    MAIL_FROM: "alerts@example.com",
  });
});
afterAll(async () => {
  server.close();
  await mail.stop();
});

async function send(): Promise<Outcome> {
  const { sendMail } = await import("@/lib/jobs/send-mail.server");
  return sendMail({ to: ["a@example.com"], subject: "x", text: "y" });
}

/** Speaks SMTP as far as `until`, then does something else. */
const speaking =
  (until: string, otherwise: (socket: Socket) => void, greeting = "250-x\r\n250 AUTH PLAIN\r\n") =>
  (socket: Socket) => {
    socket.write("220 x\r\n");
    socket.on("data", (heard) => {
      const said = heard.toString();
      if (said.startsWith(until)) otherwise(socket);
      else if (said.startsWith("EHLO")) socket.write(greeting);
      else if (said.startsWith("AUTH")) socket.write("235 ok\r\n");
      else if (said.startsWith("DATA")) socket.write("354 go\r\n");
      else socket.write("250 ok\r\n");
    });
  };

test("what was cut before the text was handed over may be sent again, what was cut after it may not", async () => {
  const cut = (socket: Socket) => socket.destroy();
  act = cut;
  expect((await send()).state).toBe("refused");
  act = speaking("MAIL", cut);
  expect((await send()).state).toBe("refused");
  act = speaking("DATA", cut);
  expect((await send()).state).toBe("in_doubt");
});

test("an address is one reader, whatever stands in it, and adds nothing to the head of the mail", async () => {
  let heard = "";
  act = (socket) => {
    speaking("nothing", () => {})(socket);
    socket.on("data", (said) => {
      heard += said.toString();
    });
  };
  const { sendMail } = await import("@/lib/jobs/send-mail.server");
  for (const address of ["a,b@else.example", "<b@else.example>c@example.com", "c@example.com\r\nBcc: b@else.example"]) {
    // Whether it is taken or not.
    await sendMail({ to: [address], subject: "x\r\nBcc: b@else.example", text: "y" });
  }
  expect(heard).not.toMatch(/^RCPT TO:<b@else\.example>/m);
  expect(heard).not.toMatch(/^Bcc:/im);
});

test("a password that is not taken is said by its code, without the password", async () => {
  act = speaking("AUTH", (socket) => socket.write("535 no user:secret-of-the-mail\r\n"));
  expect(await send()).toEqual({ state: "refused", problem: "the mail server answered 535" });
});

test("a certificate that is not good keeps the mail here, and it may be sent again", async () => {
  const behind = new SMTPServer({ authOptional: true });
  behind.on("error", () => {});
  await new Promise<void>((resolve) => {
    behind.listen(0, "127.0.0.1", resolve);
  });
  // Its own certificate is signed by nobody.
  act = (socket) => socket.pipe(connect((behind.server.address() as { port: number }).port, "127.0.0.1")).pipe(socket);
  expect((await send()).state).toBe("refused");
  behind.close();
});

test("the password goes to the server and the mail is taken", async () => {
  const heard: string[] = [];
  act = (socket) => {
    const behind = connect(Number(new URL(mail.environment.SMTP_URL).port), "127.0.0.1");
    socket.on("data", (part) => heard.push(part.toString()));
    socket.pipe(behind).pipe(socket);
  };
  expect(await send()).toEqual({ state: "sent" });
  expect(mail.mails[0]).toMatchObject({ from: "alerts@example.com", to: ["a@example.com"] });
  expect(heard.join("")).toContain(Buffer.from("\0user\0secret-of-the-mail").toString("base64"));
});
