import type { SubscriptionState } from "@/lib/billing/subscription";
import type { Plan } from "@/lib/credits/credits";
import type { Sentence } from "@/lib/credits/next-events";

/** How PRPM+ stands for somebody, and what they can do about it. */
export type SubscriptionWords = {
  title: string;
  tone: "plain" | "bad";
  text: Sentence;
  acts: readonly ("subscribe" | "cancel" | "resume" | "pay" | "portal")[];
};

const STAYS = "Credits that were granted stay.";

function active({ cancelAt, currentPeriodEnd }: SubscriptionState): SubscriptionWords {
  if (cancelAt !== null) {
    const text = ["It ends on ", { at: cancelAt }, ". Until then everything stays as it is."];
    return { title: "PRPM+, cancelled", tone: "plain", text, acts: ["resume", "portal"] };
  }
  const text = currentPeriodEnd === null ? ["It renews each month."] : ["It renews on ", { at: currentPeriodEnd }, "."];
  return { title: "PRPM+", tone: "plain", text, acts: ["portal", "cancel"] };
}

/** No subscription of one's own: what there is all the same, and the way to one. */
function without(plan: Plan, isEnded: boolean): SubscriptionWords {
  if (plan === "organization") {
    const text = ["You get the monthly credits of your organisation."];
    return { title: "Organisation", tone: "plain", text, acts: isEnded ? ["subscribe", "portal"] : ["subscribe"] };
  }
  if (!isEnded)
    return { title: "Free", tone: "plain", text: ["Packs can be bought on any plan."], acts: ["subscribe"] };
  const text =
    plan === "plus"
      ? ["PRPM+ has ended. The month that was paid runs out at its end; purchased credits stay."]
      : ["PRPM+ has ended. Purchased credits stay."];
  return { title: "Free", tone: "plain", text, acts: ["subscribe", "portal"] };
}

/** Words for each way in which a subscription can stand. */
export function subscriptionWords(state: SubscriptionState, plan: Plan): SubscriptionWords {
  switch (state.status) {
    case "active":
    case "trialing":
      return active(state);
    case "past_due": {
      const ends: Sentence = state.cancelAt === null ? [] : [" It ends on ", { at: state.cancelAt }, "."];
      const text = [`The last payment failed. ${STAYS} New ones come when it is paid: give another card.`, ...ends];
      const change = state.cancelAt === null ? "cancel" : "resume";
      return { title: "PRPM+, payment failed", tone: "bad", text, acts: ["pay", change] };
    }
    case "unpaid": {
      const text = [`No card could be charged, so no new month begins. ${STAYS} Pay the open invoice to go on.`];
      return { title: "PRPM+, unpaid", tone: "bad", text, acts: ["pay", "cancel"] };
    }
    case "paused": {
      const text = [`It is paused: nothing is charged and no new month begins. ${STAYS}`];
      return { title: "PRPM+, paused", tone: "plain", text, acts: ["portal", "cancel"] };
    }
    case "incomplete": {
      const text = ["The first payment did not go through, so it has not begun. Nothing was charged."];
      return { title: "Free", tone: "plain", text, acts: ["subscribe", "portal"] };
    }
    case "canceled":
      return without(plan, true);
    case "none":
      return without(plan, false);
  }
}

/** Has a payment failed that somebody must see to? */
export function needsPayment({ status }: SubscriptionState): boolean {
  return status === "past_due" || status === "unpaid";
}
