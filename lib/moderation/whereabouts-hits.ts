import { isIP } from "node:net";
import type { Hit } from "@/lib/moderation/finding";

const SOMEBODYS_IP =
  /\b(?:my|his|her|their|your|home|user'?s|client'?s)[ ](?:[a-z]{1,12}[ ]){0,2}(?:ip|ipv[46])\b[^\n\d]{0,30}?([\da-f:]*[.:][\da-f.:]{3,40})/gi;
const OF_NO_PERSON =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|22[4-9]\.|2[345]\d\.|::1?$|f[cde])/i;

/** Addresses on the network that the text calls somebody's; any other is a machine's. */
export function ipAddressHits(text: string): Hit[] {
  return Array.from(text.matchAll(SOMEBODYS_IP)).flatMap(({ 0: whole, 1: found = "", index }): Hit[] => {
    const address = found.replace(/[.:]+$/, "");
    if (isIP(address) === 0 || OF_NO_PERSON.test(address)) return [];
    const start = index + whole.length - found.length;
    return [{ kind: "personal", rule: "ip-address", label: "IP address", start, end: start + address.length }];
  });
}

const HOME =
  /(?:(?<![\w.~})/\\-]|\b(?:GET|POST|PUT|PATCH|DELETE) )(?:\/home\/|\/Users\/)|(?<![\w])(?:\/mnt\/)?[A-Za-z]:?[\\/]{1,2}Users[\\/]{1,2})([A-Za-z][\w.-]{0,40}|[A-Za-z][\w.-]{0,20} [A-Z][\w.-]{0,20})(?=[\\/])/g;
const SHARED_NAMES =
  /^(?:user|users|username|user[-_]?name|you|your[-_]?(?:name|user|username)|me|name|myuser|someone|foo|bar|dev|developer|demo|test|example|app|apps|admin|administrator|root|ubuntu|debian|centos|fedora|ec2-user|azureuser|opc|pi|vagrant|docker|node|runner|runneradmin|coder|codespace|vscode|gitpod|sandbox|circleci|jenkins|ci|build|builder|work|worker|deploy|www|www-data|git|web|postgres|jovyan|linuxbrew|shared|public|default|all users|default user|containeradministrator)$/i;

/** Names of people in the paths of their home folders; the name alone is the hit. */
export function homePathHits(text: string): Hit[] {
  return Array.from(text.matchAll(HOME)).flatMap(({ 0: whole, 1: name = "", index }): Hit[] => {
    if (SHARED_NAMES.test(name)) return [];
    const end = index + whole.length;
    return [{ kind: "personal", rule: "home-path", label: "User name in a path", start: end - name.length, end }];
  });
}
