import { letterTests } from './letter-tests.js';

letterTests('PostgreSQL');
