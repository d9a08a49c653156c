/** Controls and marks that turn the direction of text: a name with them could pass for another. */
export const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
