import { emailHits } from "@/lib/moderation/email-hits";
import type { Hit } from "@/lib/moderation/finding";
import { cardHits, ibanHits, socialSecurityHits } from "@/lib/moderation/number-hits";
import { phoneHits } from "@/lib/moderation/phone-hits";
import { homePathHits, ipAddressHits } from "@/lib/moderation/whereabouts-hits";

const RULES = [emailHits, cardHits, ibanHits, socialSecurityHits, phoneHits, ipAddressHits, homePathHits];

/** Data about people in a text. */
export function personalHits(text: string): Hit[] {
  return RULES.flatMap((find) => find(text));
}
