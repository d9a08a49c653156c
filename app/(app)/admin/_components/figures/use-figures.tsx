import { formatCount, formatDecimal } from "@/components/format";
import { NONE, partWords, rateWords } from "@/components/insights/figure-words";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { now } from "@/lib/clock";
import { operatorBuyers } from "@/lib/insights/operator-buyers.server";
import type { Period } from "@/lib/insights/period";
import { loadRuns, loadToday } from "./load";

/** How many people run anything. */
export async function ActivePeople() {
  const { activePeople, running } = await loadToday();
  return (
    <LeaderList>
      <LeaderRow term="Today">{formatCount(activePeople.day)}</LeaderRow>
      <LeaderRow term="In the last 7 days">{formatCount(activePeople.week)}</LeaderRow>
      <LeaderRow term="In the last 30 days">{formatCount(activePeople.month)}</LeaderRow>
      <LeaderRow term="Ever">{formatCount(activePeople.ever)}</LeaderRow>
      <LeaderRow term="Runs in flight now">{formatCount(running)}</LeaderRow>
    </LeaderList>
  );
}

/** What a run comes to in these days. */
export async function RunRates({ period }: { period: Period }) {
  const { averageCredits, successRate, shareRate, byDay, creditsSpent } = await loadRuns(period);
  const sessions = byDay.reduce((sum, day) => sum + day.sessions, 0);
  return (
    <LeaderList>
      <LeaderRow term="Succeeded">{rateWords(successRate)}</LeaderRow>
      <LeaderRow term="Credits a run">{averageCredits === null ? NONE : formatDecimal(averageCredits)}</LeaderRow>
      <LeaderRow term="Credits spent">{formatCount(creditsSpent)}</LeaderRow>
      <LeaderRow term="Sessions begun">{formatCount(sessions)}</LeaderRow>
      <LeaderRow term="of these shared" isPart>
        {rateWords(shareRate)}
      </LeaderRow>
    </LeaderList>
  );
}

/** Who pays: conversion to PRPM+ and of purchases. */
export async function Conversion({ period }: { period: Period }) {
  const { plus, purchases } = await operatorBuyers(period, now());
  return (
    <LeaderList>
      <LeaderRow term="Ran something, then PRPM+">{partWords(plus.ever, plus.people)}</LeaderRow>
      <LeaderRow term="First PRPM+ in these days">{formatCount(plus.began)}</LeaderRow>
      <LeaderRow term="PRPM+ members now">{formatCount(plus.members)}</LeaderRow>
      <LeaderRow term="with under 10 credits" isPart>
        {partWords(plus.underTen, plus.members)}
      </LeaderRow>
      <LeaderRow term="Purchases paid">{partWords(purchases.paid, purchases.begun)}</LeaderRow>
      <LeaderRow term="People who paid one">{formatCount(purchases.buyers)}</LeaderRow>
    </LeaderList>
  );
}
