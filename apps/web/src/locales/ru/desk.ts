import admin from './admin.json' with { type: 'json' };
import builder from './builder.json' with { type: 'json' };
import decisions from './decisions.json' with { type: 'json' };
import desk from './desk.json' with { type: 'json' };
import lot from './lot.json' with { type: 'json' };
import office from './office.json' with { type: 'json' };
import portfolio from './portfolio.json' with { type: 'json' };
import reviews from './reviews.json' with { type: 'json' };

export const catalogue = { admin, builder, decisions, desk, lot, office, portfolio, reviews };
