import { growingText } from "./growing-text";

const OPENING = `This is filler text from the local stand-in for Claude. It has exactly the length that was asked for and says nothing.

`;

const PARAGRAPHS = [
  "The first thing to settle is what the text is for. A reader who knows the purpose can skip what they do not need, and a writer who knows it can leave that out.",
  "- Short sentences are easier to check than long ones.\n- A list helps when the items are of one kind.\n- An example says more than a second explanation.",
  "Numbers deserve their units. A wait of 200 means little until somebody adds milliseconds, and a price of 5 means less until somebody adds the currency and the day it was read.",
  "> A quotation stands apart, so that nobody takes it for the words around it.",
  "When two statements disagree, the newer one is not always right. It helps to ask where each came from, and what would have to be true for both of them to hold.",
  "1. Write down what is known.\n2. Mark what is a guess.\n3. Try the cheapest thing that could prove the guess wrong.",
  "Names carry a design further than comments do. A good name tells what a thing is for; a comment can then say why it had to be that way, which no name can.",
  "What is left out matters as much as what stays. A page with one clear idea is read to its end, and a page with seven is searched for the one that was needed.",
];

/** Readable Markdown of exactly so many tokens; the longest text made so far is kept and shared. */
export const fillerText = growingText(OPENING, (part) => `## Part ${part}\n\n${PARAGRAPHS.join("\n\n")}\n\n`);
