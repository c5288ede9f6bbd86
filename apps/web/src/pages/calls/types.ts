import type { Call as CallSchema } from '#libs/calls/shared/contract';
import type { z } from 'zod';

export type Call = z.output<typeof CallSchema>;
