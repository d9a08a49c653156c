import { formatCount } from "@/components/format";
import type { DeletionFacts } from "@/lib/account-data/deletion-facts";

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}

/** What is lost, the dearest first. */
export function lostWords(facts: DeletionFacts): string[] {
  const { credits, hasPlus, running, sessions, links, privatePackages } = facts;
  return [
    ...(credits > 0 ? [`${counted(credits, "credit")}. They are not paid back.`] : []),
    ...(hasPlus ? ["PRPM+, at once. Nothing is charged any more; the rest of the month is not paid back."] : []),
    ...(running > 0 ? [`${counted(running, "run")} under way, stopped now.`] : []),
    `${sessions === 0 ? "Your sessions" : counted(sessions, "session")}, with all questions and answers.`,
    ...(links > 0 ? [`${counted(links, "link")}. Whoever opens ${links === 1 ? "it" : "one"} finds nothing.`] : []),
    ...(privatePackages > 0 ? [`${counted(privatePackages, "private package")}.`] : []),
    "Your prompts, API tokens, sign-ins and memberships, your name, picture and e-mail address.",
  ];
}

/** What stays, and why. */
export function keptWords({ publicPackages, debt, hasShared }: DeletionFacts): string[] {
  return [
    ...(publicPackages > 0
      ? [
          `${counted(publicPackages, "public package")}, under the name that ${publicPackages === 1 ? "it has" : "they have"}, because others use ${publicPackages === 1 ? "it" : "them"}.`,
        ]
      : []),
    "What was bought, spent and invoiced, without your name, because the law wants books kept. Stripe keeps its own.",
    ...(debt > 0 ? [`A debt of ${counted(debt, "credit")} from a payment that went back.`] : []),
    ...(hasShared ? ["Forks that others made of your links. They never had your name."] : []),
    "A code made from your e-mail address, so that free credits come once. Nobody can read the address from it.",
  ];
}
