export const CATEGORIES = [
  "sexual",
  "minors",
  "hate",
  "harassment",
  "violence",
  "self-harm",
  "illegal-goods",
  "private-data",
  "malware",
] as const;

/** What shared content may be objectionable for. */
export type Category = (typeof CATEGORIES)[number];

/** What people call a category, and what its author is told when a share falls under it. */
export const CATEGORY_WORDS: Readonly<Record<Category, { label: string; sentence: string }>> = {
  sexual: {
    label: "Sexual content",
    sentence: "This share has sexually explicit content, which cannot be shown to everybody.",
  },
  minors: {
    label: "Harm to minors",
    sentence: "This share has content that sexualises or endangers minors.",
  },
  hate: {
    label: "Hate",
    sentence: "This share attacks people for who they are: their origin, religion, sex, orientation or disability.",
  },
  harassment: {
    label: "Harassment",
    sentence: "This share insults, threatens or exposes a particular person.",
  },
  violence: {
    label: "Violence",
    sentence: "This share calls for violence, praises it or says how to do it.",
  },
  "self-harm": {
    label: "Self-harm",
    sentence: "This share encourages people to hurt themselves or says how to.",
  },
  "illegal-goods": {
    label: "Illegal goods and services",
    sentence: "This share offers or asks for goods or services that are against the law.",
  },
  "private-data": {
    label: "Private data",
    sentence: "This share has data about people who did not publish it themselves.",
  },
  malware: {
    label: "Malware",
    sentence: "This share has code that is made to harm computers or to get into them unasked.",
  },
};
