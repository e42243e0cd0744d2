/** What is said about Lectern as an app on this device: new versions, room, plain http. */

export const pwaText = {
  label: 'About Lectern on this device',
  dismiss: 'Dismiss',
  ready: 'A new version of Lectern is ready.',
  reload: 'Reload',
  missing:
    'This part of Lectern could not be loaded: the server is out of reach, or has a newer version. Your changes are kept on this device.',
  'not-kept':
    'Not reloaded: this device could not keep your changes. Save them while you are online, or download a copy of them first.',
  unreachable: 'Not reloaded: the server is out of reach. Your changes are kept on this device; try again later.',
  nearlyFull:
    'There is little room left for Lectern on this device. Free some space, and stay online until your changes are saved.',
  insecure:
    'This address is not secure (http), so Lectern cannot be installed or opened without a network here. Everything else works.',
} as const
