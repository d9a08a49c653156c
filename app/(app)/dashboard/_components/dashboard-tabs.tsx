import type { AskedDays } from "@/components/insights/read-period";
import { hrefWith } from "@/components/ui/href-with";
import { TabLinks } from "@/components/ui/tab-links";

type DashboardTabsProps = { current: "usage" | "packages"; days: AskedDays };

/** What one ran, and what others ran of what one made; the days that were chosen stay chosen. */
export function DashboardTabs({ current, days }: DashboardTabsProps) {
  return (
    <div className="mb-4">
      <TabLinks
        label="Dashboard"
        tabs={[
          { href: hrefWith("/dashboard", days), label: "My usage", current: current === "usage" },
          { href: hrefWith("/dashboard/packages", days), label: "My packages", current: current === "packages" },
        ]}
      />
    </div>
  );
}
