// What the first screen does not need: loaded right behind it, and not when it is asked for, since people ask for much
// of it when the network is gone, and go on typing behind a key. The elements stand in the page before; they come to
// life when they are here.
import './announcer.ts';
import './browse.ts';
import './colophon.ts';
import './confirm-dialog.ts';
import './missed-reminders.ts';
import './palette.ts';
import './rejected-dialog.ts';
import './search-field.ts';
import './sign-in-again.ts';
import './sign-out-dialog.ts';
import './storage-notice.ts';
import './sync-inspector.ts';
import './task-detail.ts';
export { reloadApp } from './reload-app.ts';
export { runBeside } from './beside.ts';
export { confirm } from './confirm-dialog.ts';
export { Chooser } from './chooser.ts';
export { countTasksIn, isMassDeletion } from './mass-change.ts';
export { Keyboard } from './commands/keyboard.ts';
export { keepFocus } from './focus-keeper.ts';
export { saveFile } from './save-file.ts';
