/** What is asked where nothing is suggested. */
export const INPUTS = [
  "Write a function that merges two sorted lists, and say what it costs.",
  "Review this: for (let i = 0; i <= items.length; i++) total += items[i].price;",
  "Our release adds CSV export, fixes the time zone of reports and drops Node 18. Write the notes.",
  "Make this sentence shorter: In order to be able to proceed, it is necessary to confirm the address.",
  "Which index does this want? SELECT * FROM orders WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 20",
  "A table of three plans with their prices that a screen reader can follow, in HTML.",
  "What could go wrong when two people save the same document at once?",
  "Tests for a function that splits a bill among friends, to the cent.",
] as const;

export const ANSWER = `Here is what I would do.

1. Say first what has to hold, so that the rest can be checked against it.
2. Take the smallest step that makes it hold.
3. Leave out what nobody asked for.

\`\`\`ts
export function keep<T>(items: readonly T[], holds: (item: T) => boolean): T[] {
  return items.filter(holds);
}
\`\`\`

The one thing to watch: an empty list is an answer, not an error.`;

/** Said with a vote that it worked, and that it did not. */
export const COMMENTS = {
  effective: [
    "Found the bug before I did.",
    "Short and to the point; I use it daily.",
    "Good structure, and the examples run.",
    "Clearly better than without it.",
  ],
  not: [
    "Too long for what I asked.",
    "Ignored the second half of my question.",
    "Fine, but no better than plain Sonnet.",
    "Invented an option that the tool does not have.",
  ],
} as const;
