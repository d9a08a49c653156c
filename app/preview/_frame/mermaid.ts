import { libraries } from "./libraries";

type Mermaid = {
  initialize: (options: Record<string, unknown>) => void;
  render: (id: string, text: string) => Promise<{ svg: string }>;
};

/** Mermaid's own script stands above this one in the library's file, and leaves a global. */
libraries.drawMermaid = async (text, isDark) => {
  const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: isDark ? "dark" : "neutral" });
  return (await mermaid.render("diagram", text)).svg;
};
