import account from './account.json' with { type: 'json' };
import application from './application.json' with { type: 'json' };
import awards from './awards.json' with { type: 'json' };
import calls from './calls.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import me from './me.json' with { type: 'json' };

export const catalogue = { account, application, awards, calls, common, home, me };
