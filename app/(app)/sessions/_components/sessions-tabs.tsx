import { TabLinks } from "@/components/ui/tab-links";

/** The two sides of what one has asked: the threads, and the links to copies of them. */
export function SessionsTabs({ current }: { current: "threads" | "links" }) {
  return (
    <div className="mb-4">
      <TabLinks
        label="Sessions"
        tabs={[
          { href: "/sessions", label: "Threads", current: current === "threads" },
          { href: "/sessions/links", label: "Links", current: current === "links" },
        ]}
      />
    </div>
  );
}
