import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { Skeleton } from '../components/states.js';
import { LETTER_STATES, SHOWN, type LetterState, type Shown } from '../pages/desk/filters.js';
import { ErrorPage, NotFoundPage } from './error-pages.js';
import { needDeskTexts } from './i18n.js';
import { Layout } from './layout.js';
import { SignedIn } from './signed-in.js';

const optionalText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
/** Only an address of this site may follow the log-in. */
const ownAddress = (value: unknown) => (typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined);

const oneOf = <T extends string>(known: readonly T[], value: unknown) => known.find((one) => one === value);

const root = createRootRoute({ component: Layout });
const publicPages = [
  createRoute({
    getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('../pages/home/home-page.js'), 'HomePage'),
    loader: async () => (await import('../pages/home/home-page.js')).askAhead(),
  }),
  createRoute({ getParentRoute: () => root, path: '/calls', component: lazyRouteComponent(() => import('../pages/calls/calls-page.js'), 'CallsPage') }),
  createRoute({
    getParentRoute: () => root, path: '/calls/$callId', component: lazyRouteComponent(() => import('../pages/calls/call-page.js'), 'CallPage'),
    validateSearch: (search): { edition?: number | undefined } => ({ edition: Number.isInteger(Number(search.edition)) && Number(search.edition) > 0 ? Number(search.edition) : undefined }),
  }),
  createRoute({ getParentRoute: () => root, path: '/calls/$callId/lot', component: lazyRouteComponent(() => import('../pages/lot/published-lot-page.js'), 'PublishedLotPage') }),
  createRoute({
    getParentRoute: () => root, path: '/log-in', component: lazyRouteComponent(() => import('../pages/account/log-in-page.js'), 'LogInPage'),
    validateSearch: (search): { next?: string | undefined } => ({ next: ownAddress(search.next) }),
  }),
  createRoute({ getParentRoute: () => root, path: '/create-account', component: lazyRouteComponent(() => import('../pages/account/registration-page.js'), 'RegistrationPage') }),
  createRoute({
    getParentRoute: () => root, path: '/activate', component: lazyRouteComponent(() => import('../pages/account/activation-page.js'), 'ActivationPage'),
    validateSearch: (search): { email?: string | undefined; code?: string | undefined } => ({ email: optionalText(search.email), code: optionalText(search.code) }),
  }),
  createRoute({
    getParentRoute: () => root, path: '/awards', component: lazyRouteComponent(() => import('../pages/awards/register-page.js'), 'RegisterPage'),
    validateSearch: (search): { q?: string | undefined; theme?: string | undefined; call?: string | undefined; cursor?: string | undefined } => ({
      q: optionalText(search.q), theme: optionalText(search.theme), call: optionalText(search.call), cursor: optionalText(search.cursor),
    }),
  }),
  createRoute({ getParentRoute: () => root, path: '/awards/$awardId', component: lazyRouteComponent(() => import('../pages/awards/award-page.js'), 'AwardPage') }),
] as const;

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn, loader: needDeskTexts });
const ownPages = [
  createRoute({ getParentRoute: () => signedIn, path: '/me', component: lazyRouteComponent(() => import('../pages/me/me-page.js'), 'MePage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/calls/$callId/apply', component: lazyRouteComponent(() => import('../pages/calls/start-application-page.js'), 'StartApplicationPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId', component: lazyRouteComponent(() => import('../pages/application/task-list-page.js'), 'TaskListPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/identification', component: lazyRouteComponent(() => import('../pages/application/identification-page.js'), 'IdentificationPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/team', component: lazyRouteComponent(() => import('../pages/application/team-page.js'), 'TeamPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/budget', component: lazyRouteComponent(() => import('../pages/application/budget-page.js'), 'BudgetPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/narrative', component: lazyRouteComponent(() => import('../pages/application/narrative-page.js'), 'NarrativePage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/documents', component: lazyRouteComponent(() => import('../pages/application/documents-page.js'), 'DocumentsPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/sign-off', component: lazyRouteComponent(() => import('../pages/application/sign-off-page.js'), 'SignOffPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/applications/$applicationId/receipt', component: lazyRouteComponent(() => import('../pages/application/receipt-page.js'), 'ReceiptPage') }),
] as const;

const staffPages = [
  createRoute({
    getParentRoute: () => signedIn, path: '/letters', component: lazyRouteComponent(() => import('../pages/letters/letters-page.js'), 'LettersPage'),
    validateSearch: (search): { cursor?: string | undefined } => ({ cursor: optionalText(search.cursor) }),
  }),
  createRoute({ getParentRoute: () => signedIn, path: '/reviews', component: lazyRouteComponent(() => import('../pages/reviews/reviews-page.js'), 'ReviewsPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/reviews/$assignmentId', component: lazyRouteComponent(() => import('../pages/reviews/review-page.js'), 'ReviewPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office', component: lazyRouteComponent(() => import('../pages/office/office-page.js'), 'OfficePage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/new', component: lazyRouteComponent(() => import('../pages/office/new-call-page.js'), 'NewCallPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId', component: lazyRouteComponent(() => import('../pages/office/overview-page.js'), 'OverviewPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/amend', component: lazyRouteComponent(() => import('../pages/office/amend-call-page.js'), 'AmendCallPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/edit', component: lazyRouteComponent(() => import('../pages/office/edit-call-page.js'), 'EditCallPage') }),
  createRoute({
    getParentRoute: () => signedIn, path: '/office/calls/$callId/checks', component: lazyRouteComponent(() => import('../pages/office/checks-page.js'), 'ChecksPage'),
    validateSearch: (search): { cursor?: string | undefined } => ({ cursor: optionalText(search.cursor) }),
  }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/checks/$applicationId', component: lazyRouteComponent(() => import('../pages/office/check-page.js'), 'CheckPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/reviewers', component: lazyRouteComponent(() => import('../pages/office/reviewers-page.js'), 'ReviewersPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/conflicts', component: lazyRouteComponent(() => import('../pages/office/conflicts-page.js'), 'ConflictsPage') }),
  createRoute({
    getParentRoute: () => signedIn, path: '/office/calls/$callId/assignment', component: lazyRouteComponent(() => import('../pages/office/assignment-page.js'), 'AssignmentPage'),
    validateSearch: (search): { job?: string | undefined; application?: string | undefined; reviewer?: string | undefined; view?: 'list' | undefined; q?: string | undefined; cursor?: string | undefined } => ({
      job: optionalText(search.job), application: optionalText(search.application), reviewer: optionalText(search.reviewer), view: oneOf(['list'], search.view), q: optionalText(search.q), cursor: optionalText(search.cursor),
    }),
  }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/ranking', component: lazyRouteComponent(() => import('../pages/office/ranking-page.js'), 'RankingPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/lot', component: lazyRouteComponent(() => import('../pages/lot/lot-page.js'), 'LotPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/office/calls/$callId/announcement', component: lazyRouteComponent(() => import('../pages/office/announcement-page.js'), 'AnnouncementPage') }),
  createRoute({ getParentRoute: () => signedIn, path: '/decisions', component: lazyRouteComponent(() => import('../pages/decisions/decisions-page.js'), 'DecisionsPage') }),
  createRoute({
    getParentRoute: () => signedIn, path: '/decisions/$callId', component: lazyRouteComponent(() => import('../pages/decisions/call-decisions-page.js'), 'CallDecisionsPage'),
    validateSearch: (search): { show?: Shown | undefined } => ({ show: oneOf(SHOWN, search.show) }),
  }),
  createRoute({
    getParentRoute: () => signedIn, path: '/admin/people', component: lazyRouteComponent(() => import('../pages/admin/people-page.js'), 'PeoplePage'),
    validateSearch: (search): { q?: string | undefined; cursor?: string | undefined } => ({ q: optionalText(search.q), cursor: optionalText(search.cursor) }),
  }),
  createRoute({
    getParentRoute: () => signedIn, path: '/admin/letters', component: lazyRouteComponent(() => import('../pages/admin/deliveries-page.js'), 'DeliveriesPage'),
    validateSearch: (search): { q?: string | undefined; state?: LetterState | undefined; cursor?: string | undefined } => ({
      q: optionalText(search.q), state: oneOf(LETTER_STATES, search.state), cursor: optionalText(search.cursor),
    }),
  }),
  createRoute({
    getParentRoute: () => signedIn, path: '/audit', component: lazyRouteComponent(() => import('../pages/audit/audit-page.js'), 'AuditPage'),
    validateSearch: (search): { stream?: string | undefined; cursor?: string | undefined } => ({ stream: optionalText(search.stream), cursor: optionalText(search.cursor) }),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...publicPages, signedIn.addChildren([...ownPages, ...staffPages])]),
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ({ error }) => <ErrorPage error={error} />,
  defaultPendingComponent: () => <Skeleton />,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}
