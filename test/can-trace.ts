import { spawnSync } from 'node:child_process'

/** Whether strace works here: `npm test` installs it where it can, and says so where it cannot. */
export const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
