import { killTests } from './kill-tests.js';

killTests('PostgreSQL', ['api', 'worker', 'database'], 20);
