import { letterTests } from './letter-tests.js';

letterTests('Redis');
