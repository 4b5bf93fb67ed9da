// What a visitor of the demo finds: one person's weeks, in the language of the visitor and relative to today.

/** A text in every language that the app speaks. */
export interface Text {
  en: string;
  de: string;
}

export interface DemoTask {
  title: Text;
  notes?: Text;
  /** Days from today. */
  due?: number;
  start?: number;
  /** `HH:MM`. */
  time?: string;
  priority?: 1 | 2 | 3 | 4;
  labels?: LabelKey[];
  steps?: { title: Text; done?: true }[];
  /** Days since it was completed. */
  done?: number;
  /** RFC 5545 RRULE value. */
  repeat?: string;
  repeatFrom?: 'due' | 'completion';
  /** ISO 8601 span before the due time. */
  remind?: string;
  /** By this name, the played phone finds it (visit-script.ts). */
  key?: string;
}

export interface DemoProject {
  title: Text;
  colour: string;
  tasks?: DemoTask[];
  sections?: { title: Text; tasks: DemoTask[] }[];
}

const t = (en: string, de: string): Text => ({ en, de });

export type LabelKey = 'errand' | 'call' | 'focus' | 'waiting';

export const LABELS: { key: LabelKey; title: Text; colour: string }[] = [
  { key: 'errand', title: t('errand', 'besorgung'), colour: 'orange' },
  { key: 'call', title: t('call', 'anruf'), colour: 'teal' },
  { key: 'focus', title: t('focus', 'konzentriert'), colour: 'violet' },
  { key: 'waiting', title: t('waiting', 'wartet'), colour: 'yellow' },
];

export const FILTERS: { title: Text; query: string; colour: string }[] = [
  { title: t('Urgent this week', 'Dringend diese Woche'), query: '(!1 or !2) due:<+7d', colour: 'red' },
];

export const INBOX: DemoTask[] = [
  {
    title: t('Ask Mira about the spare bike', 'Mira nach dem zweiten Fahrrad fragen'),
    labels: ['call'],
  },
  { title: t('Idea: a map of every bench by the river', 'Idee: eine Karte aller Bänke am Fluss') },
  {
    title: t('Renew the library card', 'Bibliotheksausweis verlängern'),
    due: -1,
    labels: ['errand'],
    key: 'library',
  },
  { title: t('Send Jonas the photos', 'Jonas die Fotos schicken'), due: 0, key: 'photos' },
  { title: t('Book the dentist', 'Zahnarzttermin ausmachen'), due: 2, labels: ['call'], priority: 3 },
];

export const PROJECTS: DemoProject[] = [
  {
    title: t('Relaunch', 'Neue Website'),
    colour: 'blue',
    tasks: [
      {
        title: t('Show the first draft to the team', 'Dem Team den ersten Entwurf zeigen'),
        due: 0,
        time: '14:30',
        priority: 1,
        labels: ['focus'],
        remind: '-PT15M',
        key: 'draft',
        notes: t(
          '## What they should see\n\n- [x] Start page, on a phone first\n- [x] Prices\n- [ ] The new search, with **real data**\n\nLast time the projector knew only HDMI. Bring the adapter.\n\n> “If I cannot find it in ten seconds, it is not there.” (Ines)\n\nThe old site for comparison: https://example.org',
          '## Was sie sehen sollen\n\n- [x] Startseite, zuerst auf dem Telefon\n- [x] Preise\n- [ ] Die neue Suche, mit **echten Daten**\n\nDer Beamer konnte letztes Mal nur HDMI. Adapter mitnehmen.\n\n> „Was ich in zehn Sekunden nicht finde, gibt es nicht.“ (Ines)\n\nDie alte Seite zum Vergleich: https://example.org',
        ),
        steps: [
          { title: t('Put the draft on the test server', 'Entwurf auf den Testserver stellen'), done: true },
          { title: t('Ask for the meeting room', 'Besprechungsraum anfragen'), done: true },
          { title: t('Print five copies', 'Fünfmal ausdrucken') },
          { title: t('Write down what to ask', 'Fragen aufschreiben') },
        ],
      },
    ],
    sections: [
      {
        title: t('Next', 'Als Nächstes'),
        tasks: [
          {
            title: t('Write the texts of the start page', 'Texte der Startseite schreiben'),
            due: 1,
            priority: 2,
            labels: ['focus'],
            steps: [
              { title: t('Headline', 'Überschrift'), done: true },
              { title: t('Three sentences on what it is', 'Drei Sätze, was es ist') },
              { title: t('Ask Ines to read it', 'Ines lesen lassen') },
            ],
          },
          { title: t('Choose two typefaces', 'Zwei Schriften aussuchen'), due: 3 },
          { title: t('Check the colours for contrast', 'Kontrast der Farben prüfen'), due: 4, priority: 3 },
          {
            title: t('Measure how fast it loads on a train', 'Messen, wie schnell sie im Zug lädt'),
            due: 6,
            start: 2,
          },
        ],
      },
      {
        title: t('Waiting for others', 'Wartet auf andere'),
        tasks: [
          {
            title: t('Quote from the photographer', 'Angebot der Fotografin'),
            due: 2,
            labels: ['waiting'],
            key: 'quote',
          },
          {
            title: t('Certificate for the new domain', 'Zertifikat für die neue Domain'),
            due: 9,
            labels: ['waiting'],
          },
        ],
      },
      {
        title: t('Later', 'Später'),
        tasks: [
          { title: t('A page about the team', 'Eine Seite über das Team') },
          { title: t('Newsletter: yes or no?', 'Newsletter: ja oder nein?') },
        ],
      },
    ],
  },
  {
    title: t('Home', 'Zuhause'),
    colour: 'green',
    tasks: [
      {
        title: t('Water the plants', 'Blumen gießen'),
        due: 0,
        repeat: 'FREQ=DAILY;INTERVAL=3',
        repeatFrom: 'completion',
        key: 'plants',
      },
      { title: t('Put the bins out', 'Tonnen rausstellen'), due: 1, repeat: 'FREQ=WEEKLY', time: '19:00' },
      { title: t('Pay the rent', 'Miete überweisen'), due: 5, repeat: 'FREQ=MONTHLY', priority: 2 },
      {
        title: t('Fix the dripping tap', 'Tropfenden Hahn reparieren'),
        due: -2,
        priority: 2,
        notes: t(
          'The washer is **15 mm**. Turn the water off *first*; the valve is behind the washing machine.',
          'Die Dichtung hat **15 mm**. *Vorher* das Wasser abdrehen; der Hahn ist hinter der Waschmaschine.',
        ),
        steps: [
          { title: t('Buy a washer', 'Dichtung kaufen'), done: true },
          { title: t('Borrow the wrench from Tom', 'Zange von Tom leihen') },
        ],
      },
      { title: t('Descale the kettle', 'Wasserkocher entkalken'), repeat: 'FREQ=MONTHLY', due: 11 },
    ],
    sections: [
      {
        title: t('Shopping', 'Einkaufen'),
        tasks: [
          {
            title: t('Oats, milk, lemons', 'Hafer, Milch, Zitronen'),
            due: 0,
            labels: ['errand'],
            key: 'oats',
          },
          { title: t('Light bulb for the hall', 'Birne für den Flur'), labels: ['errand'] },
          { title: t('Birthday present for Ada', 'Geburtstagsgeschenk für Ada'), due: 7, labels: ['errand'] },
        ],
      },
    ],
  },
  {
    title: t('Five days in the Alps', 'Fünf Tage in den Alpen'),
    colour: 'orange',
    sections: [
      {
        title: t('Book', 'Buchen'),
        tasks: [
          {
            title: t('Reserve the hut for the second night', 'Hütte für die zweite Nacht reservieren'),
            due: 0,
            priority: 1,
            labels: ['call'],
            notes: t(
              'They answer between **5 and 7 pm** only.',
              'Sie gehen nur von **17 bis 19 Uhr** ans Telefon.',
            ),
          },
          { title: t('Train tickets, with the bikes', 'Fahrkarten, mit den Rädern'), due: 3, priority: 2 },
        ],
      },
      {
        title: t('Pack', 'Packen'),
        tasks: [
          {
            title: t('First-aid kit', 'Verbandszeug'),
            due: 12,
            steps: [
              { title: t('Plasters', 'Pflaster'), done: true },
              { title: t('Rescue blanket', 'Rettungsdecke') },
              { title: t('Sun cream', 'Sonnencreme') },
            ],
          },
          { title: t('Waterproof the boots', 'Schuhe imprägnieren'), due: 10 },
          { title: t('Maps on paper, too', 'Karten auch auf Papier'), due: 12 },
          { title: t('Charge the head torches', 'Stirnlampen laden'), due: 13 },
        ],
      },
    ],
  },
  {
    title: t('Reading', 'Lesen'),
    colour: 'violet',
    tasks: [
      { title: t('The Left Hand of Darkness', 'Die linke Hand der Dunkelheit'), start: 0 },
      { title: t('How Buildings Learn', 'Wie Häuser lernen') },
      { title: t('The Dispossessed', 'Die Enteigneten') },
    ],
  },
];

/** In the Logbook; in no project. */
export const DONE: DemoTask[] = [
  { title: t('Return the drill to Tom', 'Tom die Bohrmaschine zurückgeben'), done: 0, labels: ['errand'] },
  { title: t('Call Grandma', 'Oma anrufen'), done: 1, labels: ['call'] },
  { title: t('Water the plants', 'Blumen gießen'), done: 3 },
  { title: t('Compare three train connections', 'Drei Zugverbindungen vergleichen'), done: 3 },
  { title: t('Tax return', 'Steuererklärung'), done: 5, priority: 1 },
  { title: t('Sketch the start page', 'Startseite skizzieren'), done: 6, labels: ['focus'] },
  { title: t('Sharpen the knives', 'Messer schärfen'), done: 8 },
];
