/** Text that answers of a session may repeat and that is not to be public by that. */
export type HiddenText = {
  text: string;
  kind: "package" | "own_prompt";
  /** May its author let it be quoted? Not the text of someone else's package. */
  mayShow: boolean;
};
