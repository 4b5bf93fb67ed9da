// The service worker: keeps the shell, so that any deep link opens offline. It never answers the API and never
// holds the stream, because browsers end idle service workers and cut what is fed by them (DESIGN.md §6.3).
import type { PrecacheEntry } from 'workbox-precaching';
import { answerReminders } from './reminders.ts';
import { keepShell } from './shell.ts';
import { standIn } from './stand-in.ts';
import { updateWhenAsked } from './update.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

keepShell(self.__WB_MANIFEST);
updateWhenAsked(self);
standIn(self);
answerReminders(self);
