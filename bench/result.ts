/** One measured figure with what it was measured on. */
export type Result = {
  name: string;
  unit: string;
  count: number;
  values: Record<string, number>;
  target: string;
};
