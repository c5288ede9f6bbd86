import { applicationRows, ApplicationsModule } from '#libs/applications';
import { AssignmentModule } from '#libs/assignment';
import { awardsRows, AwardsModule } from '#libs/awards';
import { callRows, CallsModule } from '#libs/calls';
import { ConflictsModule } from '#libs/conflicts';
import { identityRows, IdentityModule } from '#libs/identity';
import { NotificationsModule } from '#libs/notifications';
import { PlatformModule, type Clock, type Config } from '#libs/platform';
import { scoringRows, ScoringModule } from '#libs/scoring';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Logger } from 'pino';

/** The rows of all slices. */
const rows: Type[] = [...identityRows, ...callRows, ...applicationRows, ...scoringRows, ...awardsRows];
/** The slices, in the order in which they may import one another. */
const slices: Type[] = [IdentityModule, ConflictsModule, CallsModule, ApplicationsModule, AssignmentModule, ScoringModule, AwardsModule, NotificationsModule];

/** The whole system on its platform: the API serves it, the worker and the commands run it without HTTP. */
@Module({})
export class SystemModule {
  static with(config: Config, log: Logger, clock?: Clock): DynamicModule {
    return { module: SystemModule, imports: [PlatformModule.with(config, log, rows, clock), ...slices] };
  }
}
