import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { TabLinks } from "@/components/ui/tab-links";
import { currentViewer } from "@/lib/auth/viewer.server";
import { type AdminQuery, adminHref, readAdminQuery, TABS } from "./_components/admin-query";
import { AuditTab } from "./_components/audit-tab";
import { OrganizationsTab } from "./_components/organizations-tab";
import { PaymentsTab } from "./_components/payments-tab";
import { ReportsTab } from "./_components/reports-tab";
import { UsersTab } from "./_components/users-tab";

export async function generateMetadata(): Promise<Metadata> {
  const viewer = await currentViewer();
  return { title: viewer?.isAdmin === true ? "Admin" : "Not found", robots: { index: false } };
}

const LABELS = {
  organizations: "Organisations",
  users: "Users",
  payments: "Payments",
  reports: "Reports",
  audit: "Audit log",
} as const;

function Tab({ query }: { query: AdminQuery }) {
  if (query.tab === "users") return <UsersTab query={query} />;
  if (query.tab === "payments") return <PaymentsTab query={query} />;
  if (query.tab === "reports") return <ReportsTab query={query} />;
  if (query.tab === "audit") return <AuditTab query={query} />;
  return <OrganizationsTab query={query} />;
}

export default async function AdminPage({ searchParams }: PageProps<"/admin">) {
  const viewer = await currentViewer();
  if (viewer?.isAdmin !== true) notFound();
  const query = readAdminQuery(await searchParams);
  const tabs = TABS.map((tab) => ({ href: adminHref({ tab }), label: LABELS[tab], current: tab === query.tab }));
  return (
    <Page title="Admin" width="wide">
      <TabLinks tabs={tabs} label="Admin" />
      <div className="mt-5">
        <Tab query={query} />
      </div>
    </Page>
  );
}
