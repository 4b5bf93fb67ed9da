// How this device keeps its data, and what is safe when it cannot. The
// texts go on from the titles of trouble.en.ts. `local`: there is no account.
export default {
  fullText:
    'The last change was not saved; what you typed stays in its field. Everything before it is safe on this device, and what has not reached the server is still sent. Make room, then try again.',
  fullTextLocal:
    'The last change was not saved; what you typed stays in its field. Everything before it is safe on this device. Make room, then try again.',
  fullForOthersText:
    'What other devices change cannot be stored here, so this list may be behind. Your own edits are safe and still go to the server. Make room: it is tried again every minute.',
  newerText:
    'A newer version of Lockstep has opened the tasks on this device, so this one leaves them alone. Nothing is lost, and nothing is saved here until you reload.',
  blockedText:
    'It runs an older version of Lockstep and keeps the tasks on this device to itself. Close it or reload it, and this page goes on by itself. Nothing is lost.',
  unavailableText:
    'It may be a private window, a setting that blocks site data, or a disk in trouble. It is tried again every few seconds; until it works, nothing that you write is saved.',
  lost: 'The browser removed what this device had',
  lostText:
    'Browsers do that when room runs short, or when somebody clears site data. Your tasks come back from the server. Edits that had not reached it are gone, and nobody can say which they were.',
  lostTextLocal:
    'Browsers do that when room runs short, or when somebody clears site data. There was no account, so the tasks were on this device alone: they are gone.',

  // On the first screen, where the account itself is forgotten.
  lostAccount:
    'The browser removed what this device had, and with it who you are. Your tasks are on the server: sign in as {email} to get them back. Edits that had not reached it are gone.',
  lostAccountLocal:
    'The browser removed what this device had. There was no account, so the tasks were on this device alone: they are gone.',

  understood: 'All right',

  kept: 'Kept on this device',
  keptForGood: 'for good: the browser has agreed',
  keptAtRisk: 'until the browser needs the room',
  keptUnknown: 'The browser does not say',
  askToKeep: 'Ask the browser to keep it',
  notAgreed: 'The browser did not agree. It may, once the app is installed or used more.',
  agreed: 'The browser has agreed to keep it.',
  room: 'Room',
  used: '{usage} of the {quota} that the browser allows',
} as const;
