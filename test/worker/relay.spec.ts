import { relayTests } from './relay-tests.js';

relayTests('PostgreSQL');
