/** What the side panels are called. */
export const panelText = {
  details: 'Details',
  inspector: 'Sync inspector',
} as const
