import { guideOf } from "@/lib/jobs/alert-guide";

/** An alert as it is told. */
export type ToldAlert = { id: string; kind: string; subject: string; day: string; message: string };

/** So many of one kind are told one by one; of the rest the number. */
const MOST_TOLD = 10;

/** Slack refuses a part of more than 3,000 characters, and what it refuses is never told; /admin has it whole. */
const ROOM = 2_400;

/** A message in one line, cut where it is longer; half an emoji is none. */
function inOneLine(message: string, longest: number): string {
  const line = message.replace(/\s+/g, " ");
  return line.length <= longest ? line : `${line.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function gather(alerts: readonly ToldAlert[], siteUrl: string) {
  const [first] = alerts;
  if (first === undefined) throw new Error("there is no alert to tell");
  const { title, todo, path } = guideOf(first.kind);
  const left = alerts.length - MOST_TOLD;
  const told = alerts.slice(0, MOST_TOLD);
  const lines = told.map(({ message }) => inOneLine(message, Math.floor(ROOM / told.length)));
  return {
    title: alerts.length > 1 ? `${title} (${alerts.length})` : title,
    lines: left > 0 ? [...lines, `And ${left} more.`] : lines,
    todo,
    link: `${siteUrl}${path(first.subject)}`,
    day: first.day,
  };
}

/** Slack's markup has these three characters only; what is escaped can neither mention anyone nor make a link. */
function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What is posted to a webhook that understands Slack's messages, for alerts of one kind. */
export function slackMessage(alerts: readonly ToldAlert[], siteUrl: string) {
  const { title, lines, todo, link } = gather(alerts, siteUrl);
  const said = lines.map(escapeSlack).join("\n");
  const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
  return {
    text: `*${escapeSlack(title)}*\n${said}\n${escapeSlack(todo)} <${escapeSlack(link)}|Open>`,
    blocks: [
      section(`*${escapeSlack(title)}*\n${said}`),
      section(`*What to do:* ${escapeSlack(todo)} <${escapeSlack(link)}|Open>`),
    ],
  };
}

/** A plain mail to the operators, for alerts of one kind. */
export function alertMail(alerts: readonly ToldAlert[], siteUrl: string): { subject: string; text: string } {
  const { title, lines, todo, link, day } = gather(alerts, siteUrl);
  return {
    subject: `PRPM alert: ${title}`,
    text: [...lines, "", `What to do: ${todo}`, link, "", `Told once for ${day} (UTC) by ${siteUrl}.`, ""].join("\n"),
  };
}
