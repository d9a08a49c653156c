import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { TabLinks } from "@/components/ui/tab-links";
import { currentViewer } from "@/lib/auth/viewer.server";
import { type AdminQuery, adminHref, readAdminQuery, TABS } from "./_components/admin-query";
import { AuditTab } from "./_components/audit-tab";
import { HealthTab } from "./_components/figures/health-tab";
import { MoneyTab } from "./_components/figures/money-tab";
import { OverviewTab } from "./_components/figures/overview-tab";
import { OrganizationsTab } from "./_components/organizations-tab";
import { PaymentsTab } from "./_components/payments-tab";
import { ReportsTab } from "./_components/reports-tab";
import { UsersTab } from "./_components/users-tab";

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await currentViewer();
  return { title: viewer?.isAdmin === true ? "Admin" : "Not found", robots: { index: false } };
}

const LABELS = {
  overview: "Overview",
  money: "Money",
  health: "Health",
  organizations: "Organisations",
  users: "Users",
  payments: "Payments",
  reports: "Reports",
  audit: "Audit log",
} as const;

function Tab({ query }: { query: AdminQuery }) {
  if (query.tab === "money") return <MoneyTab query={query} />;
  if (query.tab === "health") return <HealthTab query={query} />;
  if (query.tab === "organizations") return <OrganizationsTab query={query} />;
  if (query.tab === "users") return <UsersTab query={query} />;
  if (query.tab === "payments") return <PaymentsTab query={query} />;
  if (query.tab === "reports") return <ReportsTab query={query} />;
  if (query.tab === "audit") return <AuditTab query={query} />;
  return <OverviewTab query={query} />;
}

/** Tabs of figures keep the days that were chosen. */
function daysOf(tab: AdminQuery["tab"], { from, to }: AdminQuery) {
  const isOfDays = tab === "overview" || tab === "money" || tab === "health";
  return isOfDays ? { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } : {};
}

export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const viewer = await currentViewer();
  if (viewer?.isAdmin !== true) notFound();
  const query = readAdminQuery(await searchParams);
  const tabs = TABS.map((tab) => ({
    href: adminHref({ tab, ...daysOf(tab, query) }),
    label: LABELS[tab],
    current: tab === query.tab,
  }));
  return (
    <Page title="Admin" width="wide">
      <TabLinks tabs={tabs} label="Admin" />
      <div className="mt-5">
        <Tab query={query} />
      </div>
    </Page>
  );
}
