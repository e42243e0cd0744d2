/** Seen once by each member: a part of its own. */
import { loadedLater } from '../../components/loaded-later/loaded-later.tsx'

export const invitationRoute = '/invitations/:token'

export const InvitationScreen = loadedLater(async () => (await import('./invitation-screen.tsx')).InvitationScreen)
