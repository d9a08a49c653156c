import type { Appearance } from "@stripe/stripe-js";

/** A colour of ours as Stripe's form takes it; it does not read every notation that style sheets may use. */
function colourOf(name: string): string {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (context === null) return "";
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Stripe's form in the look of the page, as it is at the moment. */
export function stripeLook(isDark: boolean): Appearance {
  return {
    theme: isDark ? "night" : "stripe",
    labels: "above",
    variables: {
      fontFamily: "ui-sans-serif, system-ui, sans-serif",
      fontSizeBase: "14px",
      borderRadius: "6px",
      spacingUnit: "4px",
      colorPrimary: colourOf("--ink"),
      colorBackground: colourOf("--raised"),
      colorText: colourOf("--ink"),
      colorTextSecondary: colourOf("--soft"),
      colorTextPlaceholder: colourOf("--faint"),
      colorDanger: colourOf("--bad-ink"),
    },
    rules: {
      ".Input": { border: `1px solid ${colourOf("--line")}`, boxShadow: "none" },
      ".Input:focus": { border: `1px solid ${colourOf("--control")}`, boxShadow: `0 0 0 2px ${colourOf("--focus")}` },
    },
  };
}
