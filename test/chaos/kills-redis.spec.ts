import { killTests } from './kill-tests.js';

killTests('Redis', ['api', 'worker', 'redis'], 5);
