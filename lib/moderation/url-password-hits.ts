import type { Hit } from "@/lib/moderation/finding";
import { isPlaceholder, isTutorialPassword } from "@/lib/moderation/placeholder";

const WITH_PASSWORD =
  /(?<![A-Za-z0-9+.-])([A-Za-z][A-Za-z0-9+.-]{1,24}):\/\/([^\s:@/"'`<>]{0,100}):([^\s@/"'`<>]{3,200})@(?=([\w.[-]{0,253}))/g;
const DATABASE =
  /^(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|amqps?|mssql|sqlserver|clickhouse)$/i;

/** Passwords in addresses (`postgres://app:…@host/db`); the password alone is the hit. */
export function urlPasswordHits(text: string): Hit[] {
  return Array.from(text.matchAll(WITH_PASSWORD)).flatMap((match): Hit[] => {
    const [, scheme = "", user = "", password = ""] = match;
    if (isPlaceholder(password) || isTutorialPassword(password) || password === user) return [];
    const start = match.index + scheme.length + "://".length + user.length + 1;
    const [rule, label] = DATABASE.test(scheme)
      ? ["database-password", "Password in a database URL"]
      : ["url-password", "Password in a URL"];
    return [{ kind: "secret", rule, label, start, end: start + password.length }];
  });
}
