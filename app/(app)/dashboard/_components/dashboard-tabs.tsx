import { TabLinks } from "@/components/ui/tab-links";

/** What one ran, and what others ran of what one made. */
export function DashboardTabs({ current }: { current: "usage" | "packages" }) {
  return (
    <div className="mb-4">
      <TabLinks
        label="Dashboard"
        tabs={[
          { href: "/dashboard", label: "My usage", current: current === "usage" },
          { href: "/dashboard/packages", label: "My packages", current: current === "packages" },
        ]}
      />
    </div>
  );
}
