import account from './account.json' with { type: 'json' };
import admin from './admin.json' with { type: 'json' };
import application from './application.json' with { type: 'json' };
import awards from './awards.json' with { type: 'json' };
import calls from './calls.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import decisions from './decisions.json' with { type: 'json' };
import desk from './desk.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import me from './me.json' with { type: 'json' };
import office from './office.json' with { type: 'json' };
import portfolio from './portfolio.json' with { type: 'json' };
import reviews from './reviews.json' with { type: 'json' };

export const catalogue = { account, admin, application, awards, calls, common, decisions, desk, home, me, office, portfolio, reviews };
