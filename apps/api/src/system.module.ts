import { callRows, CallsModule } from '#libs/calls';
import { identityRows, IdentityModule } from '#libs/identity';
import { PlatformModule, type Clock, type Config } from '#libs/platform';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { Logger } from 'pino';

/** The rows of all slices. */
const rows: Type[] = [...identityRows, ...callRows];
/** The slices, in the order in which they may import one another. */
const slices: Type[] = [IdentityModule, CallsModule];

/** The whole system on its platform: the API serves it, the worker and the commands run it without HTTP. */
@Module({})
export class SystemModule {
  static with(config: Config, log: Logger, clock?: Clock): DynamicModule {
    return { module: SystemModule, imports: [PlatformModule.with(config, log, rows, clock), ...slices] };
  }
}
