import type { Application as ApplicationSchema } from '#libs/applications/shared/contract';
import type { z } from 'zod';

export type Application = z.output<typeof ApplicationSchema>;
export type Member = Application['team'][number];
export type Finding = Application['findings'][number];
