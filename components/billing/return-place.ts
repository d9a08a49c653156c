import { PURCHASE_PARAMETER, SUBSCRIBED_PARAMETER } from "@/lib/billing/return-parameters";
import { BUY_PATH } from "@/lib/credits/buy-path";

const HOME = "/playground";
const KEY = "place-before-buying";

/** What an address says once; coming back with it would say it again. */
const SAID_ONCE = ["input", PURCHASE_PARAMETER, SUBSCRIBED_PARAMETER];

/** The path to come back to after paying; null for pages that one does not come back to. */
export function placeOf(pathname: string, search: string): string | null {
  if (pathname === BUY_PATH || pathname.startsWith("/sign-in")) return null;
  const parameters = new URLSearchParams(search);
  for (const name of SAID_ONCE) parameters.delete(name);
  const rest = parameters.toString();
  return rest === "" ? pathname : `${pathname}?${rest}`;
}

/** A path of ours with one more parameter in its address. */
export function withParameter(path: string, name: string, value: string): string {
  const url = new URL(path, "http://here");
  url.searchParams.set(name, value);
  return url.href.slice(url.origin.length);
}

/** Keeps the place in this tab: the page on which one buys may be loaded anew. */
export function rememberPlace(place: string): void {
  try {
    sessionStorage.setItem(KEY, place);
  } catch {
    // Storage may be closed to us; then one comes back to the playground.
  }
}

/** The page that was looked at before buying, else the playground. */
export function returnPlace(): string {
  try {
    return sessionStorage.getItem(KEY) ?? HOME;
  } catch {
    return HOME;
  }
}
