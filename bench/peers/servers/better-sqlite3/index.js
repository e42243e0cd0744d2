export { DatabaseSync as default } from 'node:sqlite'
