/** Pairs each item with its position as a key. Right for text that only grows at its end. */
export function keyed<Item>(items: readonly Item[]): { key: string; item: Item }[] {
  return items.map((item, index) => ({ key: String(index), item }));
}
