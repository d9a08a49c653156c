/** What the proxy tells pages about a request. Whatever a client sends under these names is dropped. */
export const PAGE_HEADERS = {
  /** Lets the inline scripts of this one answer run. */
  nonce: "x-nonce",
  /** The value that a reader of a shared page is being given, who brought none. */
  reader: "x-prpm-reader",
  /** The page stands in a frame of somebody else's site: it keeps nothing in the browser. */
  embedded: "x-prpm-embedded",
} as const;
