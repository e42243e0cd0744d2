/** What is said of accounts, members and invitations. */
import { quoted } from './words.ts'

export const signInText = {
  title: 'Sign in',
  why: 'This Lectern is for people with an account.',
  kept: 'Your changes are kept on this device. They go to the server by themselves once you are signed in.',
  provider: 'Sign in',
  tokenLabel: 'Access token',
  tokenHint: 'Whoever runs this Lectern gives you one.',
  tokenMissing: 'Paste your access token.',
  refused: 'This token is not accepted: it has expired, or is for another place. Get a new one and try again.',
  'too-many': 'There were too many attempts. Wait a minute, then try again.',
  unreachable: 'The server could not be reached. Nothing was lost: try again in a moment.',
  question: (name: string) => `Sign in as ${name}?`,
  questionWhy: ({ id, name }: { readonly id: string; readonly name: string }) =>
    `The link that you have opened signs you in as ${name} (${id.replace(/^user:/, '').slice(0, 60)}). Go on only if that is you: what you save is then saved under this name, and ${name} can see it.`,
  questionBefore: (name: string) =>
    `${name} was signed in here before. Changes on this device that are not on the server yet would go there under the new name.`,
  confirm: (name: string) => `Sign in as ${name}`,
  decline: 'Not me',
  signedIn: (name: string) => `Signed in as ${name}`,
  signOut: 'Sign out',
  signOutEverywhere: 'Sign out on all devices',
  notSignedOut: 'The server could not be reached, so you are still signed in. Try again in a moment.',
} as const

export const membersText = {
  action: 'Members',
  title: 'Members of this course',
  loading: 'Loading the members…',
  failed: 'The members could not be read. Nothing was changed: try again when the server is reached.',
  notChanged: 'That was not changed: the server could not be reached, or did not allow it.',
  you: 'you',
  viewing: 'You can look at this course, but not change it. Ask an owner if you want to edit.',
  emptyCourse: 'There is nothing in this course yet.',
  emptyChapter: 'No videos yet.',
  role: (name: string) => `Role of ${name}`,
  roles: { owner: 'Owner', editor: 'Editor', viewer: 'Viewer' },
  remove: 'Remove',
  removeLabel: (name: string) => `Remove ${name}`,
  removed: (name: string) => `${name} can no longer open this course.`,
  invite: 'Invite somebody',
  inviteRole: 'May',
  inviteRoles: { editor: 'edit', viewer: 'look only' },
  makeLink: 'Make a link',
  link: 'Invitation link',
  linkHint: 'Whoever opens it while signed in becomes a member. It works once.',
  copy: 'Copy',
  copied: 'The link is copied.',
  notCopied: 'This browser did not copy it. Select the link and copy it yourself.',
} as const

export const invitationText = {
  title: 'Invitation',
  loading: 'Reading the invitation…',
  offer: (course: string, role: 'editor' | 'viewer') =>
    `You are invited to ${role === 'viewer' ? 'look at' : 'work on'} ${quoted(course || 'a course')}.`,
  accept: 'Accept',
  gone: 'This invitation is no longer valid: it was used, taken back, or has expired. Ask for a new one.',
  failed: 'The invitation could not be accepted. Nothing was changed: try again when the server is reached.',
} as const
