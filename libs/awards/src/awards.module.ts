import { ApplicationsModule, WithdrawalListeners } from '#libs/applications';
import { Clock, Jobs, Policies, Sweeps, systemActor } from '#libs/platform';
import { Module } from '@nestjs/common';
import { ApproveAnnouncement } from './approve-announcement.js';
import { CastVote } from './cast-vote.js';
import { freeAward } from './free-award.js';
import { AwardsController } from './http/awards.controller.js';
import { PortfolioController } from './http/portfolio.controller.js';
import { awardsPolicies } from './policy.js';
import { ProposeAnnouncement } from './propose-announcement.js';
import { ProposePortfolio } from './propose-portfolio.js';
import { ReadAnnouncements } from './read-announcements.js';
import { ReadDecisions } from './read-decisions.js';
import { ReadPortfolio } from './read-portfolio.js';
import { ReadRegister } from './read-register.js';
import { ReleaseAnnouncements } from './release-announcements.js';

/** How often the worker looks for announcements that are due. */
const SWEEP_MS = 1000;

@Module({
  imports: [ApplicationsModule],
  controllers: [AwardsController, PortfolioController], providers: [ApproveAnnouncement, CastVote, ProposeAnnouncement, ProposePortfolio, ReadAnnouncements, ReadDecisions, ReadPortfolio, ReadRegister, ReleaseAnnouncements],
  exports: [CastVote, ReleaseAnnouncements],
})
export class AwardsModule {
  constructor(policies: Policies, sweeps: Sweeps, clock: Clock, withdrawals: WithdrawalListeners, release: ReleaseAnnouncements, jobs: Jobs, portfolio: ProposePortfolio) {
    policies.add(awardsPolicies);
    withdrawals.add(freeAward);
    jobs.handle('portfolio', (job) => portfolio.work(job));
    sweeps.add('announcements', SWEEP_MS, async () => release.run(systemActor(await clock.now())));
  }
}
