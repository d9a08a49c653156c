const DOTLESS_HOSTS = new Set(["gmail.com", "googlemail.com"]);

/**
 * One form for the addresses that reach one mailbox: lower case, without the part after a plus, without dots at
 * Gmail. Decides who has had trial credits; never used to write to or to show.
 */
export function normaliseEmail(email: string): string {
  const [mailbox = "", host = ""] = email
    .trim()
    .toLowerCase()
    .split(/@(?=[^@]*$)/);
  const base = mailbox.split("+")[0] ?? mailbox;
  return DOTLESS_HOSTS.has(host) ? `${base.replaceAll(".", "")}@gmail.com` : `${base}@${host}`;
}
