/**
 * Everything an author can ask of the open course, in one list: the ⋯ menu, the command palette, the shortcut sheet and
 * the keys are made of it. To add one, add an entry.
 */
import Activity from 'lucide-react/icons/activity'
import ArrowDownUp from 'lucide-react/icons/arrow-down-up'
import ChevronsDownUp from 'lucide-react/icons/chevrons-down-up'
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import ClipboardList from 'lucide-react/icons/clipboard-list'
import Download from 'lucide-react/icons/download'
import Eye from 'lucide-react/icons/eye'
import FileDown from 'lucide-react/icons/file-down'
import FolderUp from 'lucide-react/icons/folder-up'
import History from 'lucide-react/icons/history'
import Info from 'lucide-react/icons/info'
import Keyboard from 'lucide-react/icons/keyboard'
import ListChecks from 'lucide-react/icons/list-checks'
import Plus from 'lucide-react/icons/plus'
import Redo2 from 'lucide-react/icons/redo-2'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Save from 'lucide-react/icons/save'
import Search from 'lucide-react/icons/search'
import Undo2 from 'lucide-react/icons/undo-2'
import Upload from 'lucide-react/icons/upload'
import UsersRound from 'lucide-react/icons/users-round'
import Zap from 'lucide-react/icons/zap'
import { membersText } from '../../text/access.ts'
import { activityText } from '../../text/activity.ts'
import { exportText } from '../../text/export.ts'
import { outlineText } from '../../text/outline.ts'
import { paletteText } from '../../text/palette.ts'
import { panelText } from '../../text/panels.ts'
import { pasteText } from '../../text/paste.ts'
import { previewText } from '../../text/preview.ts'
import { reviewText } from '../../text/review.ts'
import { courseText } from '../../text/screens.ts'
import { saveButtonText } from '../../text/status.ts'
import { addingText } from '../../text/uploads-adding.ts'
import { previewAddress } from '../courses/course-address.ts'
import { PreviewScreen } from '../preview-part.ts'
import type { ActionContext, CourseAction } from './course-action.ts'
import { downloadCopy } from './download-copy.ts'
import { canChooseFolder } from './uploads/choose-files.ts'

const hasDraft = ({ state }: ActionContext) => state.draft.length > 0

export const courseActions: readonly CourseAction[] = [
  {
    id: 'palette',
    label: paletteText.action,
    group: 'show',
    icon: Search,
    shortcuts: ['Mod+K'],
    isForFields: true,
    isInMenu: true,
    run: ({ onDialog }) => onDialog({ kind: 'palette' }),
  },
  {
    id: 'save',
    label: saveButtonText.save,
    group: 'save',
    icon: Save,
    shortcuts: ['Mod+S'],
    isForFields: true,
    isForDialogs: true,
    run: ({ save }) => save(),
  },
  {
    id: 'review',
    label: reviewText.title,
    group: 'save',
    icon: ListChecks,
    shortcuts: ['Mod+Shift+S'],
    isForFields: true,
    isInMenu: true,
    isEnabled: hasDraft,
    run: ({ onDialog }) => onDialog({ kind: 'review' }),
  },
  {
    id: 'details',
    label: panelText.details,
    group: 'show',
    icon: Info,
    shortcuts: ['Mod+I'],
    isInMenu: true,
    run: ({ onPanel }) => onPanel('details'),
  },
  {
    id: 'activity',
    label: activityText.title,
    group: 'show',
    icon: Activity,
    run: ({ onPanel }) => onPanel('activity'),
  },
  {
    id: 'history',
    label: courseText.history,
    group: 'show',
    icon: History,
    isInMenu: true,
    run: ({ onPanel }) => onPanel('history'),
  },
  {
    id: 'add-chapter',
    label: outlineText.addChapter,
    group: 'edit',
    icon: Plus,
    run: ({ actions }) => actions.addChapter(),
  },
  {
    id: 'upload-files',
    label: addingText.uploadFiles,
    group: 'edit',
    icon: Upload,
    isInMenu: true,
    isOffered: ({ files }) => files !== undefined,
    run: ({ files }) => files?.upload(),
  },
  {
    id: 'upload-folder',
    label: addingText.uploadFolder,
    group: 'edit',
    icon: FolderUp,
    isInMenu: true,
    isOffered: ({ files }) => files !== undefined && canChooseFolder(),
    run: ({ files }) => files?.upload({ isFolder: true }),
  },
  {
    id: 'undo',
    label: outlineText.undo,
    group: 'edit',
    icon: Undo2,
    shortcuts: ['Mod+Z'],
    isEnabled: ({ state }) => state.canUndo,
    run: ({ undo }) => undo(),
  },
  {
    id: 'redo',
    label: outlineText.redo,
    group: 'edit',
    icon: Redo2,
    shortcuts: ['Mod+Shift+Z', 'Ctrl+Y'],
    isEnabled: ({ state }) => state.canRedo,
    run: ({ redo }) => redo(),
  },
  {
    id: 'expand-all',
    label: outlineText.expandAll,
    group: 'show',
    icon: ChevronsUpDown,
    run: ({ view }) => view.setAllExpanded(true),
  },
  {
    id: 'collapse-all',
    label: outlineText.collapseAll,
    group: 'show',
    icon: ChevronsDownUp,
    run: ({ view }) => view.setAllExpanded(false),
  },
  {
    id: 'preview',
    label: previewText.action,
    group: 'show',
    icon: Eye,
    isInMenu: true,
    // Loaded first: the session, with what can be undone, stays open from one screen to the next.
    run: ({ navigate, state }) => void PreviewScreen.preload().then(() => navigate(previewAddress(state.courseId))),
  },
  {
    id: 'paste-list',
    label: pasteText.action,
    group: 'edit',
    icon: ClipboardList,
    isInMenu: true,
    run: ({ onDialog }) => onDialog({ kind: 'paste-list', text: '' }),
  },
  {
    id: 'export',
    label: exportText.action,
    group: 'course',
    icon: FileDown,
    isInMenu: true,
    run: ({ onDialog }) => onDialog({ kind: 'export' }),
  },
  {
    id: 'members',
    label: membersText.action,
    group: 'course',
    icon: UsersRound,
    isInMenu: true,
    isOffered: ({ hasMembers }) => hasMembers === true,
    run: ({ onDialog }) => onDialog({ kind: 'members' }),
  },
  {
    id: 'download',
    label: courseText.download,
    group: 'course',
    icon: Download,
    isInMenu: true,
    run: ({ session }) => downloadCopy(session),
  },
  {
    id: 'inspector',
    label: panelText.inspector,
    group: 'course',
    icon: ArrowDownUp,
    isInMenu: true,
    run: ({ onPanel }) => onPanel('inspector'),
  },
  {
    id: 'shortcuts',
    label: courseText.shortcuts,
    group: 'course',
    icon: Keyboard,
    shortcuts: ['?'],
    isInMenu: true,
    run: ({ onDialog }) => onDialog({ kind: 'shortcuts' }),
  },
  {
    id: 'discard',
    label: courseText.discard,
    group: 'save',
    icon: RotateCcw,
    isInMenu: true,
    isEnabled: hasDraft,
    run: ({ onDialog }) => onDialog({ kind: 'discard' }),
  },
  {
    id: 'autosave',
    label: courseText.autosave,
    group: 'save',
    icon: Zap,
    isInMenu: true,
    isOn: ({ state }) => state.isAutosaving,
    run: ({ session, state }) => session.setAutosaving(!state.isAutosaving),
  },
]
